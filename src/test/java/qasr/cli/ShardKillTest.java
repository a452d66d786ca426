package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.run.WavFile;
import qasr.testing.NewUser;
import qasr.testing.SeededModel;
import qasr.testing.Signals;

/**
 * Tests two shards over one folder. Each runs on "machines" of its own: processes in other working folders, with the
 * recordings and the results mounted there. A machine is killed at random, and the next one starts the same shard.
 */
@DisabledOnOs(OS.WINDOWS)
final class ShardKillTest {
    private static final int SHARDS = 2;
    /** The machines of a shard that are killed. */
    private static final int KILLS = 2;

    private static final int RECORDINGS = 7;

    @TempDir
    Path folder;

    private Path model;
    private Path recordings;

    @Test
    void killedShardsThatStartElsewhereWriteWhatOneRunWrites() throws Exception {
        model = SeededModel.tiny().writeTo(folder.resolve("model"));
        recordings = Files.createDirectories(folder.resolve("shared/recordings"));
        for (int i = 0; i < RECORDINGS; i++) {
            Path file = recordings.resolve("day" + i % 2 + "/call" + i / 2 + (i % 3 == 0 ? ".wav" : ".wave"));
            Files.createDirectories(file.getParent());
            Files.write(file, WavFile.of(Waveform.of(Signals.speechLike(i, 0.5, (3 + i) * Signals.SECOND))));
        }
        Path whole = Files.createDirectories(folder.resolve("shared/whole"));
        Path parts = Files.createDirectories(folder.resolve("shared/parts"));
        finish(start(machine("one", whole), "none"));
        long seed = Long.getLong("seed", System.nanoTime());
        List<CompletableFuture<Void>> shards = new ArrayList<>();
        for (int i = 1; i <= SHARDS; i++) {
            int number = i;
            shards.add(CompletableFuture.runAsync(() -> run(number, parts, new Random(seed + number))));
        }
        try {
            shards.forEach(CompletableFuture::join);
            assertEquals(contents(whole), contents(parts));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
        Cli.Outcome merged =
                new Cli(new FakeEngines()).run("report", "merge", parts.resolve("1.json"), parts.resolve("2.json"));
        assertEquals(0, merged.status(), merged.err());
        assertTrue(merged.err().startsWith("qasr: 2 reports: " + RECORDINGS + " recordings, "), merged.err());
        assertTrue(!merged.err().contains("failed") && !merged.err().contains("no report"), merged.err());
    }

    private void run(int number, Path results, Random random) {
        String shard = number + "/" + SHARDS;
        try {
            for (int i = 0; i < KILLS; i++) {
                Process process = start(
                        machine(number + "-" + i, results),
                        "json",
                        "--shard",
                        shard,
                        "--report",
                        "out/" + number + ".json");
                killAfter(process, random.nextInt(9));
            }
            finish(start(
                    machine(number + "-last", results),
                    "none",
                    "--shard",
                    shard,
                    "--report",
                    "out/" + number + ".json"));
        } catch (Exception e) {
            throw new AssertionError("shard " + shard, e);
        }
    }

    /** Returns the working folder of a machine that has the shared folders mounted as {@code in} and {@code out}. */
    private Path machine(String name, Path results) throws IOException {
        Path machine = Files.createDirectories(folder.resolve("machines").resolve(name));
        Files.createSymbolicLink(machine.resolve("in"), recordings);
        Files.createSymbolicLink(machine.resolve("out"), results);
        return machine;
    }

    private Process start(Path machine, String progress, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir", ""),
                "-cp",
                classPath(),
                "qasr.cli.Main",
                "transcribe",
                "--progress",
                progress,
                "-m",
                model.toString(),
                "-t",
                "1",
                "--no-vad",
                "--max-chunk",
                "2",
                "-r",
                "-f",
                "txt,json",
                "-d",
                "out",
                "in"));
        command.addAll(List.of(more));
        return NewUser.process(command)
                .directory(machine.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** Returns the class path for a process in another working folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Kills without warning when {@code process} has told of {@code segments} segments, or has ended. */
    private static void killAfter(Process process, int segments) throws Exception {
        int told = 0;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null && told < segments; line = lines.readLine()) {
                told += line.contains("\"event\":\"segment\"") ? 1 : 0;
            }
            process.destroyForcibly().waitFor();
        }
    }

    private static void finish(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(3, TimeUnit.MINUTES), "it hangs");
        assertEquals(0, process.exitValue(), output);
    }

    /** Returns the results in {@code out}, and what runs left in the state: no journal, no temporary file. */
    private static SortedMap<String, String> contents(Path out) throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = out.relativize(file).toString();
                if (!name.matches("[12]\\.json")) {
                    contents.put(name, name.startsWith(".qasr") ? "" : Files.readString(file));
                }
            }
        }
        return contents;
    }
}
