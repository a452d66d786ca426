package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
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

/** Tests a real process that is killed during a run, and two processes at the same time. */
final class KillTest {
    private static final int KILLS = 30;
    /** The number of runs at the same time; each has its own output folder. */
    private static final int LANES = 2;
    /** Chunks of two seconds in the recording. */
    private static final int SEGMENTS = 20;

    private static final List<String> OUTPUTS = List.of("long.json", "long.srt", "long.txt");

    @TempDir
    Path folder;

    private Path model;
    private Path recording;

    @BeforeEach
    void makeRecording() throws IOException {
        model = SeededModel.tiny().writeTo(folder.resolve("model"));
        float[][] parts = new float[8][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Signals.speechLike(i, 0.5, 5 * Signals.SECOND);
        }
        recording = folder.resolve("long.wav");
        Files.write(recording, WavFile.of(Waveform.of(Signals.concat(parts))));
    }

    @Test
    void aKilledRunIsResumedWithTheSameResult() throws Exception {
        Path clean = folder.resolve("clean");
        finish(start(clean));
        long seed = Long.getLong("seed", System.nanoTime());
        List<CompletableFuture<Boolean>> lanes = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            Path out = folder.resolve("out" + lane);
            long own = seed + lane;
            lanes.add(CompletableFuture.supplyAsync(() -> killed(clean, out, own)));
        }
        boolean resumed = false;
        for (CompletableFuture<Boolean> lane : lanes) {
            resumed |= lane.join();
        }
        assertTrue(resumed, "seed " + seed + ": no run got so far that it left a journal");
    }

    /** Starts runs into {@code out} and kills each of them, except the last. Returns whether one left a journal. */
    private boolean killed(Path clean, Path out, long seed) {
        Random random = new Random(seed);
        boolean resumed = false;
        try {
            for (int i = 0; i < KILLS / LANES; i++) {
                Process process = start(out, "--progress", "json", recording.toString());
                // Kill the process after this many segments: at once, in the middle, or just before the end.
                killAfter(process, random.nextInt(SEGMENTS));
                if (process.exitValue() == 0) {
                    // The run finished before it was killed, so the next run starts from the beginning.
                    assertSame(clean, out, "seed " + seed + ", blow " + i);
                    delete(out);
                }
                resumed |= journals(out) > 0;
            }
            finish(start(out));
            assertSame(clean, out, "seed " + seed);
            assertEquals(List.of(".qasr", "long.json", "long.srt", "long.txt"), names(out), "seed " + seed);
            assertEquals(List.of("lock", "outputs"), names(out.resolve(".qasr")), "seed " + seed);
            return resumed;
        } catch (Exception e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    @Test
    void twoRunsAtOnceShareTheWork() throws Exception {
        for (int i = 0; i < 3; i++) {
            Files.write(
                    folder.resolve("recording" + i + ".wav"),
                    WavFile.of(Waveform.of(Signals.speechLike(i, 0.5, 10 * Signals.SECOND))));
        }
        Path out = folder.resolve("out");
        Process first = start(out, "--include", "recording*", folder.toString());
        Process second = start(out, "--include", "recording*", folder.toString());
        finish(first);
        finish(second);
        Path clean = folder.resolve("clean");
        finish(start(clean, "--include", "recording*", folder.toString()));
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(
                    Files.readAllBytes(clean.resolve("recording" + i + ".json")),
                    Files.readAllBytes(out.resolve("recording" + i + ".json")));
        }
        assertEquals(0, journals(out));
    }

    @Test
    void twoRunsAtOnceThatWriteOneFileEachDoNotWaitForEachOther() throws Exception {
        int count = 12;
        for (int i = 0; i < count; i++) {
            Files.write(
                    folder.resolve("recording" + i + ".wav"),
                    WavFile.of(Waveform.of(Signals.speechLike(i, 0.5, 4 * Signals.SECOND))));
        }
        Path text = folder.resolve("all.txt");
        Path table = folder.resolve("all.tsv");
        List<Process> runs = new ArrayList<>();
        for (Path file : List.of(text, table)) {
            String format = file == text ? "txt" : "tsv";
            runs.add(launch("-f", format, "-o", file.toString(), "--include", "recording*", folder.toString()));
        }
        for (Process run : runs) {
            finish(run);
        }
        assertEquals(
                count,
                Files.readAllLines(text).stream()
                        .filter(line -> line.startsWith("==> "))
                        .count());
        assertEquals(
                count,
                Files.readAllLines(table).stream()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf('\t')))
                        .distinct()
                        .count());
        assertEquals(0, journals(folder));
    }

    /** Kills without warning when {@code process} has told of {@code segments} segments, or has ended. */
    private static void killAfter(Process process, int segments) throws Exception {
        int told = 0;
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null && told < segments) {
                told += line.contains("\"event\":\"segment\"") ? 1 : 0;
                line = told < segments ? lines.readLine() : line;
            }
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(Path out, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-f", "txt,srt,json", "-d", out.toString()));
        arguments.addAll(List.of(more));
        if (more.length == 0 || more[0].equals("--on-exists")) {
            arguments.add(recording.toString());
        }
        return launch(arguments.toArray(String[]::new));
    }

    private Process launch(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir", ""),
                "-cp",
                System.getProperty("java.class.path"),
                "qasr.cli.Main",
                "transcribe",
                "-m",
                model.toString(),
                "-t",
                "1",
                "--no-vad",
                "--max-chunk",
                "2"));
        command.addAll(List.of(arguments));
        File log = folder.resolve("log").toFile();
        boolean told = command.contains("--progress");
        return NewUser.process(command)
                .redirectErrorStream(true)
                .redirectOutput(told ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private void finish(Process process) throws Exception {
        assertTrue(process.waitFor(3, TimeUnit.MINUTES), "it hangs");
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("log")));
    }

    private static void assertSame(Path clean, Path out, String when) throws IOException {
        for (String name : OUTPUTS) {
            assertArrayEquals(
                    Files.readAllBytes(clean.resolve(name)), Files.readAllBytes(out.resolve(name)), name + ", " + when);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static long journals(Path out) throws IOException {
        Path state = out.resolve(".qasr");
        if (!Files.isDirectory(state)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(state)) {
            return files.filter(file -> file.toString().endsWith(".journal")).count();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
