package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.record.FakeMicrophones;
import qasr.testing.NewUser;

/** Recordings in a process of their own, ended by signals. The microphone has three seconds and then waits. */
@DisabledOnOs(OS.WINDOWS)
final class RecordProcessTest {
    private static final int SECONDS = 3;
    private static final int SAMPLES = SECONDS * 16_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"INT, 0", "TERM, 143"})
    void aSignalFinishesTheFile(String signal, int status) throws Exception {
        Path target = folder.resolve("a.flac");
        Process process = start("record", "--microphone", FakeMicrophones.NAME, "-o", target)
                .start();
        waitForSound(folder.resolve("a.part.flac"));
        ProcessTest.kill(process, signal);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(status, process.waitFor(), err);
        assertTrue(err.endsWith("qasr: " + target + ": 0:03 recorded\n"), err);
        assertFalse(Files.exists(folder.resolve("a.part.flac")));
        assertEquals(SAMPLES, samples(target));
    }

    @Test
    void afterKill9ThePartHasTheSound() throws Exception {
        Path part = folder.resolve("a.part.flac");
        Process process = start("record", "--microphone", FakeMicrophones.NAME, "-o", folder.resolve("a.flac"))
                .start();
        waitForSound(part);
        process.destroyForcibly().waitFor();
        long kept = samples(part);
        assertTrue(kept >= SAMPLES / 4 && kept <= SAMPLES, kept + " samples");
        assertFalse(Files.exists(folder.resolve("a.flac")));
    }

    /** A terminal sends Ctrl-C to both programs of the pipe. */
    @Test
    void ctrlCInAPipeEndsTheRecordingAndTheReaderGetsAllOfIt() throws Exception {
        Path errors = folder.resolve("errors");
        Path recorder = folder.resolve("recorder");
        List<Process> pipe = ProcessBuilder.startPipeline(List.of(
                start("record", "--microphone", FakeMicrophones.NAME).redirectError(recorder.toFile()),
                start("segment", "--no-vad", "-f", "json", "--progress=json", "-")
                        .redirectError(errors.toFile())));
        waitFor(recorder, "recording from");
        waitFor(errors, "\"event\":\"start\"");
        for (Process process : pipe) {
            ProcessTest.kill(process, "INT");
        }
        String out;
        try (BufferedReader json =
                new BufferedReader(new InputStreamReader(pipe.get(1).getInputStream(), StandardCharsets.UTF_8))) {
            out = String.join("\n", json.lines().toList());
        }
        assertEquals(0, pipe.get(0).waitFor(), Files.readString(recorder));
        assertEquals(0, pipe.get(1).waitFor(), Files.readString(errors));
        assertTrue(out.contains("\"duration\": 3.000"), out);
        assertTrue(Files.readString(errors).contains("the recording ends"), Files.readString(errors));
    }

    private static void waitFor(Path log, String words) throws IOException {
        while (!Files.exists(log) || !Files.readString(log).contains(words)) {
            Thread.onSpinWait();
        }
    }

    private static void waitForSound(Path part) throws IOException {
        while (!Files.exists(part) || Files.size(part) < SAMPLES / 2) {
            Thread.onSpinWait();
        }
    }

    private static long samples(Path file) throws AudioException {
        try (AudioStream stream = new FfmpegDecoder().open(new AudioInput.AudioFile(file), OptionalInt.empty())) {
            float[] block = new float[8192];
            long samples = 0;
            for (int count = 0; count >= 0; count = stream.read(block, 0, block.length)) {
                samples += count;
            }
            assertEquals(List.of(), stream.warnings());
            return samples;
        }
    }

    private static ProcessBuilder start(Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dqasr.test.microphone=" + SECONDS,
                "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir", ""),
                "-cp",
                System.getProperty("java.class.path"),
                "qasr.cli.Main"));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return NewUser.process(command);
    }
}
