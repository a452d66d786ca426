package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.run.WavFile;
import qasr.testing.NewUser;
import qasr.testing.SeededModel;
import qasr.testing.Signals;

/** Tests a real process that watches a folder: slow copies, a kill in the middle, a folder that goes and comes. */
final class WatchProcessTest {
    @TempDir
    Path temp;

    private Path model;
    private Path in;
    private Path out;
    private byte[] recording;

    @BeforeEach
    void makeFolders() throws IOException {
        model = SeededModel.tiny().writeTo(temp.resolve("model"));
        in = Files.createDirectory(temp.resolve("in"));
        out = temp.resolve("out");
        recording = WavFile.of(Waveform.of(Signals.concat(
                Signals.speechLike(1, 0.5, 5 * Signals.SECOND), Signals.speechLike(2, 0.5, 5 * Signals.SECOND))));
    }

    @Test
    void takesSlowCopiesSurvivesAKillAndAFolderThatGoes() throws Exception {
        Process first = start(out, "--watch", in.toString());
        try (BufferedReader lines = first.errorReader()) {
            await(lines, "watching");
            Path copy = in.resolve("long.wav");
            Files.write(copy, Arrays.copyOf(recording, recording.length / 2));
            Files.write(
                    copy,
                    Arrays.copyOfRange(recording, recording.length / 2, recording.length),
                    StandardOpenOption.APPEND);
            await(lines, "\"event\":\"segment\"");
        } finally {
            first.destroyForcibly().waitFor();
        }
        assertEquals(List.of(".qasr"), names(out), "killed in the middle: no output, but what the next run needs");

        Process second = start(out, "--watch", in.toString(), "--idle-exit", "2");
        try (BufferedReader lines = second.errorReader()) {
            await(lines, "1 file: ");
            assertEquals(List.of(".qasr", "long.json", "long.txt"), names(out));
            Files.move(in, temp.resolve("unmounted"));
            await(lines, "is not there");
            Files.createDirectory(in);
            await(lines, "is there");
            Files.write(in.resolve("short.wav.part"), Arrays.copyOf(recording, recording.length));
            Files.move(in.resolve("short.wav.part"), in.resolve("short.wav"));
            String rest = String.join("\n", lines.lines().toList());
            assertTrue(second.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, second.exitValue(), rest);
        } finally {
            second.destroyForcibly().waitFor();
        }
        assertEquals(List.of(".qasr", "long.json", "long.txt", "short.json", "short.txt"), names(out));

        Path clean = temp.resolve("clean");
        Files.write(in.resolve("long.wav"), recording);
        Process batch = start(clean, in.toString());
        batch.errorReader().lines().forEach(line -> {});
        assertEquals(0, batch.waitFor());
        for (String name : List.of("long.json", "long.txt", "short.txt")) {
            assertArrayEquals(Files.readAllBytes(clean.resolve(name)), Files.readAllBytes(out.resolve(name)), name);
        }
    }

    private static void await(BufferedReader lines, String text) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            all.append(line).append('\n');
            if (line.contains(text)) {
                return;
            }
        }
        throw new AssertionError("no '" + text + "' in:\n" + all);
    }

    private Process start(Path to, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir", ""),
                "-cp",
                System.getProperty("java.class.path"),
                "qasr.cli.Main",
                "transcribe",
                "--progress",
                "json",
                "-m",
                model.toString(),
                "--max-chunk",
                "2",
                "-f",
                "txt,json",
                "-d",
                to.toString()));
        command.addAll(List.of(more));
        if (command.contains("--watch")) {
            command.addAll(List.of("--settle", "0.5"));
        }
        return NewUser.process(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
