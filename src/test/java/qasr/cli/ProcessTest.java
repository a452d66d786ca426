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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.console.ExitStatus;
import qasr.run.WavFile;
import qasr.testing.SeededModel;
import qasr.testing.Signals;

/** Tests that need a separate process. */
final class ProcessTest {
    @TempDir
    Path folder;

    @Test
    void helpLoadsNoNativeLibrary() throws Exception {
        Path log = folder.resolve("classes.log");
        Process process = start(List.of("-Xlog:class+load:file=" + log), "--help");
        String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertTrue(help.startsWith("Usage: qasr "), help);
        String classes = Files.readString(log);
        assertTrue(classes.contains(" qasr.cli.Main "));
        assertFalse(classes.contains(" org.bytedeco."));
        assertFalse(classes.contains(" org.fusesource.jansi."));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSignalEndsTheProcessAtOnceAndLeavesNoFile() throws Exception {
        Path model = SeededModel.tiny().writeTo(folder.resolve("model"));
        Path recording = folder.resolve("long.wav");
        float[] minute = Signals.speechLike(3, 0.5, 60 * Signals.SECOND);
        Files.write(recording, WavFile.of(Waveform.of(Signals.concat(minute, minute, minute, minute, minute))));
        Path out = folder.resolve("out");
        Process process = start(List.of(), "transcribe", "-v", "-m", model, "-d", out, recording);
        try (BufferedReader err =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            String line = err.readLine();
            while (line != null && !line.contains(" Hz, channels: ")) {
                line = err.readLine();
            }
            assertTrue(line != null, "it ended before it began");
            process.toHandle().destroy(); // SIGTERM; Process.destroy would close the streams too
            assertEquals(ExitStatus.TERMINATED.code(), process.waitFor());
            assertEquals(List.of(), err.lines().toList());
        }
        try (Stream<Path> left = Files.list(out)) {
            assertEquals(List.of(out.resolve(".qasr")), left.toList());
        }
    }

    private static Process start(List<String> javaOptions, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir", ""),
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(javaOptions);
        command.add("qasr.cli.Main");
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return new ProcessBuilder(command).start();
    }
}
