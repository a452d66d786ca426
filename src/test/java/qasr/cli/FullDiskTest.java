package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.record.FakeMicrophone;
import qasr.record.FakeMicrophones;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;

/** Tests outputs on a file system of 64 KB, if the test may mount one. */
final class FullDiskTest {
    private static final int WORDS = 5;
    private static final int SECONDS = 60;

    @TempDir
    Path folder;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", disk.toString());
        assumeTrue(mounted, "this machine does not let us mount a small disk");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", disk.toString());
        }
    }

    @Test
    void aFullDiskFailsTheFileThatDoesNotFitAndNoOther() throws IOException {
        FakeEngines engines = new FakeEngines(waveform ->
                "language English<asr_text>" + (waveform.sample(0) > 0.15 ? "many ".repeat(WORDS) : "Word."));
        Path model = Files.createDirectory(folder.resolve("model"));
        Path big = recording("big.wav", 0.2f, SECONDS);
        Path small = recording("small.wav", 0.1f, 1);
        Path fill = disk.resolve("fill");
        Files.write(fill, new byte[84 << 10]);
        Cli.Outcome outcome =
                new Cli(engines).run("transcribe", "-m", model, "--no-trace", "-f", "json", "-d", disk, big, small);
        assertEquals(3, outcome.status(), outcome.err());
        assertTrue(
                outcome.err().contains("qasr: " + disk.resolve("big.json") + ": cannot be written: No space left"),
                outcome.err());
        assertTrue(Files.readString(disk.resolve("small.json")).contains("Word."));
        try (Stream<Path> left = Files.list(disk)) {
            assertEquals(
                    List.of(".qasr", "fill", "small.json"),
                    left.map(file -> file.getFileName().toString()).sorted().toList());
        }
        Files.delete(fill);
        assertEquals(
                0,
                new Cli(engines)
                        .run("transcribe", "-m", model, "--no-trace", "-f", "json", "-d", disk, big, small)
                        .status());
    }

    @Test
    void aRecordingOnAFullDiskKeepsTheSoundSoFar() throws IOException {
        FakeMicrophones.connect(new FakeMicrophone("Test", Signals.SECOND, 1, FakeMicrophones.sound(SECONDS)));
        Path target = disk.resolve("a.wav");
        Cli.Outcome outcome = new Cli(new FakeEngines()).run("record", "-q", "--microphone", "Test", "-o", target);
        FakeMicrophones.connect();
        assertEquals(7, outcome.status(), outcome.err());
        assertTrue(
                outcome.err()
                        .matches("qasr: " + target + ": cannot be written: No space left[^;]*; the sound so far"
                                + " \\(0:03\\) is in " + target + "\n"),
                outcome.err());
        assertTrue(Files.size(target) > 90_000);
        try (Stream<Path> left = Files.list(disk)) {
            assertEquals(List.of(target), left.toList());
        }
    }

    @Test
    void aDiskFilledByTheJournalIsNamedAndTheNextRunResumes() throws Exception {
        FakeEngines engines = new FakeEngines(waveform ->
                "language English<asr_text>" + (waveform.sample(0) > 0.15 ? "many ".repeat(WORDS) : "Word."));
        Path model = Files.createDirectory(folder.resolve("model"));
        Path big = recording("big.wav", 0.2f, SECONDS);
        Path small = recording("small.wav", 0.1f, 1);
        Path fill = disk.resolve("fill");
        Files.write(fill, new byte[68 << 10]);
        Object[] arguments = {"transcribe", "-m", model, "-f", "json", "-d", disk, big, small};
        Cli.Outcome outcome = new Cli(engines).run(arguments);
        assertEquals(3, outcome.status(), outcome.err());
        assertTrue(
                outcome.err().contains("qasr: " + big + ": warning: the progress cannot be saved: No space left"),
                outcome.err());
        assertTrue(outcome.err().contains(disk.resolve("big.json") + ": cannot be written: No space left"));
        assertTrue(outcome.err().contains(disk.resolve(".qasr") + ": keeps the finished part of 1 "), outcome.err());
        assertTrue(Files.readString(disk.resolve("small.json")).contains("Word."));
        assumeTrue(run("mount", "-o", "remount,size=1m", disk.toString()), "this disk cannot be made larger");
        Cli.Outcome second = new Cli(engines).run(arguments);
        assertEquals(0, second.status(), second.err());
        assertTrue(second.err().startsWith("qasr: " + big + ": resuming: the first "), second.err());
        Path clean = folder.resolve("clean");
        new Cli(engines).run("transcribe", "-m", model, "-f", "json", "-d", clean, big);
        assertEquals(Files.readString(clean.resolve("big.json")), Files.readString(disk.resolve("big.json")));
    }

    @Test
    void aReadOnlyFolderIsNamedBeforeAnyWork() throws Exception {
        FakeEngines engines = new FakeEngines();
        Path model = Files.createDirectory(folder.resolve("model"));
        assumeTrue(run("mount", "-o", "remount,ro", disk.toString()), "this disk cannot be made read-only");
        Cli.Outcome outcome =
                new Cli(engines).run("transcribe", "-m", model, "-d", disk, recording("small.wav", 0.1f, 1));
        assertEquals(7, outcome.status());
        assertTrue(outcome.err().startsWith("qasr: " + disk + ": cannot be written: "), outcome.err());
        assertEquals(List.of(), engines.opened());
    }

    private Path recording(String name, float loudness, int seconds) throws IOException {
        float[] samples = new float[seconds * Signals.SECOND];
        java.util.Arrays.fill(samples, loudness);
        return FakeDecoder.write(folder.resolve(name), samples);
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
