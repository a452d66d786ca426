package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.engine.NativeEngines;
import qasr.run.WavFile;
import qasr.testing.MediaFile;
import qasr.testing.PictureTrack;
import qasr.testing.SeededModel;
import qasr.testing.Signals;

/** Tests inputs that users pass by mistake, with the real decoder and the real network. */
final class BadInputTest {
    private static final String NO_RECORDING = "is not a recording: its content has no known audio or video format";
    private static final String NO_SOUND = "no audio stream (found: video/mpeg4)";

    @TempDir
    Path folder;

    private Path model;
    private Path good;

    @BeforeEach
    void makeModelAndGoodRecording() throws IOException {
        model = SeededModel.tiny().writeTo(folder.resolve("model"));
        good = folder.resolve("good.wav");
        Files.write(good, WavFile.of(Waveform.of(Signals.speechLike(1, 0.5, Signals.SECOND))));
    }

    @Test
    void aMissingFile() {
        assertBad(folder.resolve("missing.wav"), "no such file");
    }

    @Test
    void anEmptyFile() throws IOException {
        assertBad(emptyFile(), "is empty (0 bytes): there is no recording in it");
    }

    @Test
    void aTextFileRenamedToMp3() throws IOException {
        assertBad(textFile(), NO_RECORDING);
    }

    @Test
    void aVideoWithoutSound() throws IOException {
        assertBad(silentVideo(), NO_SOUND);
    }

    @Test
    void anUnreadableFile() throws IOException {
        Path secret = Files.copy(good, folder.resolve("secret.wav"));
        assertTrue(secret.toFile().setReadable(false, false));
        assumeFalse(Files.isReadable(secret), "root reads everything");
        assertBad(secret, "cannot be read: permission denied");
    }

    @Test
    void aTrackThatIsNotThere() {
        Cli.Outcome outcome =
                new Cli(new NativeEngines(directory -> List.of())).run("segment", "--audio-track", 2, good);
        assertEquals(4, outcome.status());
        assertTrue(
                outcome.err().startsWith("qasr: " + good + ": no audio track 2: it has 1 audio track"), outcome.err());
    }

    @Test
    void goodInputsAmongBadOnesAreTranscribed() throws IOException {
        Path missing = folder.resolve("missing.wav");
        Path empty = emptyFile();
        Path text = textFile();
        Path video = silentVideo();
        Path out = folder.resolve("out");
        Cli.Outcome outcome = run(model, "-q", "-f", "json", "-d", out, missing, text, good, empty, video);
        assertEquals(3, outcome.status());
        assertEquals("", outcome.out());
        List<String> lines = outcome.err()
                .lines()
                .filter(line -> !line.contains(" % has text")) // a seeded model never stops talking
                .toList();
        assertEquals(
                List.of(
                        "qasr: " + missing + ": no such file",
                        "qasr: " + text + ": " + NO_RECORDING,
                        "qasr: " + empty + ": is empty (0 bytes): there is no recording in it",
                        "qasr: " + video + ": " + NO_SOUND),
                lines);
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(
                    List.of(out.resolve("good.json")),
                    files.filter(file -> !file.endsWith(".qasr")).toList());
        }
    }

    @Test
    void aStrictRunNoticesThatSoundIsMissing() throws IOException {
        byte[] whole = Files.readAllBytes(good);
        Path cut = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, whole.length / 2));
        // The guards are off: the random network's answers must count as complete.
        Object[] arguments = {
            "transcribe",
            "-m",
            model,
            "--min-coverage",
            "0",
            "--no-guard",
            "numbers,loop,recital,silence,truncation,language",
            "-d",
            folder.resolve("out"),
            cut
        };
        Cli.Outcome lenient = new Cli(new NativeEngines(directory -> List.of())).run(arguments);
        assertEquals(0, lenient.status(), lenient.err());
        arguments[3] = "--strict";
        arguments[4] = "--no-resume";
        arguments[8] = folder.resolve("strict");
        Cli.Outcome strict = new Cli(new NativeEngines(directory -> List.of())).run(arguments);
        assertEquals(8, strict.status(), strict.err());
        assertTrue(
                strict.err().lines().anyMatch(line -> line.matches(".*--strict: .*sound is missing.* is cut off.*")),
                strict.err());
    }

    @Test
    void anUnknownLanguageStopsTheRunBeforeTheModelIsOpened() {
        Cli.Outcome outcome = run(folder.resolve("no-such-model"), "-l", "Klingonian", good);
        assertEquals(2, outcome.status());
        assertEquals("", outcome.out());
        String line = outcome.err().lines().findFirst().orElseThrow();
        assertTrue(
                line.startsWith(
                        "qasr: --language: unknown language 'Klingonian': one of: Chinese (zh), English (en), "),
                line);
    }

    @Test
    void aLanguageOfAnotherModelStopsTheRun() {
        Cli.Outcome outcome = run(model, "-l", "Thai", good);
        assertEquals(2, outcome.status());
        assertTrue(
                outcome.err().startsWith("qasr: --language: this model does not know the language 'Thai': one of: "),
                outcome.err());
    }

    @Test
    void aModelDirectoryThatIsNotThere() {
        Path none = folder.resolve("none");
        Cli.Outcome outcome = run(none, good);
        assertEquals(5, outcome.status());
        assertTrue(
                outcome.err()
                        .startsWith("qasr: " + none + ": no such directory; a model directory contains config.json, "),
                outcome.err());
        assertEquals(1, outcome.err().lines().count());
    }

    @Test
    void aModelDirectoryWithOneFileMissing() throws IOException {
        List<String> required = List.of("config.json", "model.safetensors", "vocab.json", "merges.txt");
        for (String name : required) {
            Path broken = SeededModel.tiny().writeTo(folder.resolve("without-" + name));
            Files.delete(broken.resolve(name));
            Cli.Outcome outcome = run(broken, good);
            assertEquals(5, outcome.status(), outcome.err());
            assertEquals("", outcome.out());
            assertTrue(outcome.err().startsWith("qasr: " + broken + ": missing " + name + "; "), outcome.err());
            assertEquals(1, outcome.err().lines().count());
        }
    }

    @Test
    void aModelDirectoryWithOneFileTruncated() throws IOException {
        for (String name : List.of("config.json", "model.safetensors", "vocab.json", "tokenizer_config.json")) {
            Path broken = SeededModel.tiny().writeTo(folder.resolve("cut-" + name));
            byte[] whole = Files.readAllBytes(broken.resolve(name));
            Files.write(broken.resolve(name), Arrays.copyOf(whole, whole.length * 2 / 3));
            Cli.Outcome outcome = run(broken, good);
            assertEquals(5, outcome.status(), outcome.err());
            assertEquals("", outcome.out());
            assertTrue(outcome.err().startsWith("qasr: " + broken.resolve(name) + ": "), outcome.err());
            assertEquals(1, outcome.err().lines().count());
        }
    }

    @Test
    void aDeviceThatThisMachineDoesNotHave() {
        Cli.Outcome outcome = run(model, "--device", "cuda:99", good);
        assertEquals(6, outcome.status());
        assertTrue(outcome.err().startsWith("qasr: device 'cuda:99' is not available: "), outcome.err());
    }

    /** Alone, it gets its line and status 4; no detector is loaded for it, let alone a model. */
    private static void assertBad(Path bad, String reason) {
        assertEquals(
                new Cli.Outcome(4, "", "qasr: " + bad + ": " + reason + "\n"),
                new Cli(new NativeEngines(directory -> List.of())).run("segment", bad));
    }

    private Path emptyFile() throws IOException {
        return Files.createFile(folder.resolve("empty.m4a"));
    }

    private Path textFile() throws IOException {
        return Files.writeString(folder.resolve("notes.mp3"), "Dear diary,\nthis is no sound.\n");
    }

    private Path silentVideo() throws IOException {
        return MediaFile.of("matroska").with(PictureTrack.film("mpeg4", 1)).write(folder.resolve("silent.mkv"));
    }

    private static Cli.Outcome run(Path model, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("transcribe", "-m", model));
        all.addAll(List.of(arguments));
        return new Cli(new NativeEngines(directory -> List.of())).run(all.toArray());
    }
}
