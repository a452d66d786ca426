package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.AudioInput;
import qasr.testing.FakeDecoder;

/**
 * Tests recordings that are deleted during the run, and outputs that cannot be written: they fail, the others do not.
 */
final class ChangingFilesTest {
    @TempDir
    Path folder;

    private Path model;
    private Path out;

    @BeforeEach
    void makeFolders() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        out = folder.resolve("out");
    }

    @Test
    void aRecordingThatIsDeletedBetweenListingAndItsTurnFailsAlone() throws IOException {
        List<Object> recordings = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            recordings.add(recording("r" + i + ".wav", 0.1f + i / 1000f));
        }
        Path last = (Path) recordings.get(8);
        FakeEngines engines = new FakeEngines(waveform -> {
            delete(last); // during the first recording; the last one is not checked before
            return "language English<asr_text>Word.";
        });
        Cli.Outcome outcome = run(engines, recordings.toArray());
        assertEquals(3, outcome.status());
        assertEquals("qasr: " + last + ": no such file\n", outcome.err());
        assertEquals(8, texts());
    }

    @Test
    void aRecordingThatIsDeletedJustBeforeItIsOpenedFailsAlone() throws IOException {
        Path a = recording("a.wav", 0.1f);
        Path b = recording("b.wav", 0.2f);
        Path c = recording("c.wav", 0.3f);
        FakeEngines engines = new FakeEngines().beforeOpening(input -> {
            if (input instanceof AudioInput.AudioFile file && file.path().equals(b)) {
                delete(b);
            }
        });
        Cli.Outcome outcome = run(engines, a, b, c);
        assertEquals(3, outcome.status());
        assertTrue(outcome.err().startsWith("qasr: " + b + ": cannot be read"), outcome.err());
        assertEquals(2, texts());
    }

    @Test
    void aRecordingThatIsDeletedWhileItIsHeardIsDoneToItsEnd() throws IOException {
        Path a = recording("a.wav", 0.1f, 0.2f);
        FakeEngines engines = new FakeEngines(waveform -> {
            delete(a);
            return "language English<asr_text>" + Math.round(10 * waveform.sample(0)) + ".";
        });
        Cli.Outcome outcome = run(engines, "-f", "txt,json", a);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals("1.\n2.\n", Files.readString(out.resolve("a.txt")));
        assertTrue(Files.readString(out.resolve("a.json")).contains("\"sha256\": \""));
    }

    @Test
    void whatLiesWhereAFolderOrFileOfTheOutputBelongsFailsThatRecordingOnly() throws IOException {
        Files.createDirectories(out.resolve("b.txt/in the way"));
        Files.writeString(out.resolve("sub"), "no folder");
        recording("in/sub/a.wav", 0.1f);
        recording("in/b.wav", 0.2f);
        recording("in/c.wav", 0.3f);
        Cli.Outcome outcome = run(new FakeEngines(), "-r", folder.resolve("in"));
        assertEquals(3, outcome.status());
        assertTrue(outcome.err().contains("qasr: " + out.resolve("b.txt") + ": cannot be written: "), outcome.err());
        assertTrue(
                outcome.err().contains("qasr: " + out.resolve("sub/a.txt") + ": cannot be written: "), outcome.err());
        assertEquals("Three.\n", Files.readString(out.resolve("c.txt")));
    }

    @Test
    void whatLiesWhereTheStateBelongsStopsTheRunAndIsNamed() throws IOException {
        Files.createDirectory(out);
        Path state = Files.writeString(out.resolve(".qasr"), "");
        Cli.Outcome outcome = run(new FakeEngines(), recording("a.wav", 0.1f));
        assertEquals(7, outcome.status());
        assertTrue(outcome.err().startsWith("qasr: " + state + ": cannot be written: "), outcome.err());
    }

    private long texts() throws IOException {
        try (var files = Files.list(out)) {
            return files.filter(file -> file.toString().endsWith(".txt")).count();
        }
    }

    private Cli.Outcome run(FakeEngines engines, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("transcribe", "-m", model, "-d", out));
        all.addAll(List.of(arguments));
        return new Cli(engines).run(all.toArray());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path recording(String name, double... loudness) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return FakeDecoder.write(file, loudness);
    }
}
