package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.run.ListeningResult;
import qasr.run.Spoken;
import qasr.score.Errors;
import qasr.testing.FakeDecoder;
import qasr.testing.SeededModel;
import qasr.torch.Kernel;

/** Tests the output and the exit status of {@code models verify --listen}. The engines are fakes. */
final class ListeningRunTest {
    private static final int SECOND = 16_000;

    @TempDir
    Path folder;

    private Path model;
    private Path recordings;

    @BeforeEach
    void install() throws IOException {
        model = SeededModel.tiny().writeTo(folder.resolve("model"));
        recordings = Files.createDirectories(folder.resolve("home/models/listen"));
    }

    @Test
    void eachRecordingAndTheTotalAreReported() throws IOException {
        recording("long", "Three. Four.", 0.3f, 0.4f);
        recording("short", "two", 0.2f);
        Cli.Outcome outcome = listen(new FakeEngines());
        assertEquals("", outcome.out());
        assertEquals(
                "qasr: MODEL: all files are good (they fit together; no checksums were recorded, since qasr did not"
                        + " install this model)\n"
                        + "qasr: transcribing 2 test recordings in fp32 on cpu\n"
                        + "qasr: long.flac: 0 errors in 2 words (0.0 %), English\n"
                        + "qasr: short.flac: 0 errors in 1 words (0.0 %), English\n"
                        + "qasr: MODEL: passed the test: 0 errors in 3 words (0.0 %), the limit is 8 %; N times"
                        + " faster than real time\n",
                steady(outcome.err()));
        assertEquals(0, outcome.status());
    }

    @Test
    void wrongWordsAreShownBesideTheRightOnesWithWhatToDo() throws IOException {
        recording("a", "Three. Four. Five.", 0.3f, 0.5f);
        recording("b", "Two.", 0.2f);
        Cli.Outcome outcome = listen(new FakeEngines().wrong(Kernel.CONVOLUTIONS));
        assertEquals(5, outcome.status());
        assertEquals(
                "qasr: transcribing 2 test recordings in fp32 on cpu\n"
                        + "qasr: a.flac: 1 error in 3 words (33.3 %), English\n"
                        + "qasr:   said:  Three. Four. Five.\n"
                        + "qasr:   heard: Three. Five.\n"
                        + "qasr: b.flac: 0 errors in 1 words (0.0 %), English\n"
                        + "qasr: MODEL: failed the test: 1 error in 4 words (25.0 %), the limit is 8 %; N"
                        + " times faster than real time\n"
                        + "qasr: a damaged file? This model has no recorded checksums: 'qasr models pull' downloads"
                        + " a model and checks every file\n"
                        + "qasr: the precision? No: fp32 was used, the most exact one\n"
                        + "qasr: the processor? It computes these operators wrongly (see 'qasr doctor'):\n"
                        + "qasr:   convolutions: worst error 5.0e-01, allowed 1e-05\n"
                        + "qasr:   computes wrongly: convolutions, which are not used\n",
                steady(outcome.err()).replaceFirst("^[^\n]*\n[^\n]*\n", ""));
    }

    @Test
    void withQuietOnlyTheFailureIsPrinted() throws IOException {
        recording("a", "Three.", 0.4f);
        Cli.Outcome outcome = listen(new FakeEngines(), "-q");
        assertEquals(5, outcome.status());
        assertTrue(steady(outcome.err()).matches("qasr: MODEL: failed the test[^\n]*\n"), outcome.err());
    }

    @Test
    void rightWordsInAWrongLanguageAreWrong() throws IOException {
        recording("a", "Dos.", 0.2f);
        Cli.Outcome outcome = listen(new FakeEngines(waveform -> "language Spanish<asr_text>Dos."));
        assertEquals(5, outcome.status());
        assertTrue(
                outcome.err().contains("a.flac: 0 errors in 1 words (0.0 %), Spanish instead of English\n"),
                outcome.err());
        assertTrue(outcome.err().contains("; wrong language or no words in 1 of 1 recordings\n"), outcome.err());
    }

    @Test
    void aRecordingWithoutWordsFailsTheCheck() throws IOException {
        recording("few", "Three.", 0f);
        recording("many", "Three. ".repeat(30), filled(30, 0.3f));
        Cli.Outcome outcome = listen(new FakeEngines());
        assertEquals(5, outcome.status());
        assertTrue(outcome.err().contains("few.flac: 1 error in 1 words (100.0 %), no words\n"), outcome.err());
        assertTrue(outcome.err().contains(": 1 error in 31 words (3.2 %)"), outcome.err());
    }

    @Test
    void aModelWithDamagedFilesIsNotListenedTo() throws IOException {
        recording("a", "Three.", 0.3f);
        Files.delete(model.resolve("merges.txt"));
        FakeEngines engines = new FakeEngines();
        Cli.Outcome outcome = listen(engines);
        assertEquals(5, outcome.status());
        assertTrue(outcome.err().contains("merges.txt"), outcome.err());
        assertEquals(List.of(), engines.opened());
    }

    @Test
    void recordingsThatAreMissingOrDamagedAreNamed() throws IOException {
        Cli.Outcome missing = listen(new FakeEngines());
        assertEquals(4, missing.status());
        assertTrue(missing.err().contains("models/listen is missing"), missing.err());
        recording("a", "Three.", 0.3f);
        Files.writeString(recordings.resolve("a.flac"), "no sound");
        Cli.Outcome damaged = listen(new FakeEngines());
        assertEquals(4, damaged.status());
        assertTrue(damaged.err().endsWith("a.flac: is no recording\n"), damaged.err());
    }

    @Test
    void theMachineMayBeChosen() throws IOException {
        recording("a", "Three.", 0.3f);
        assertEquals(6, listen(new FakeEngines(), "--device", "cuda").status());
        assertEquals(2, listen(new FakeEngines(), "--threads", 0).status());
        assertEquals(2, listen(new FakeEngines(), "--dtype", "fp8").status());
    }

    @Test
    void errorsWithinTheLimitAreAccepted() {
        assertTrue(result("English", new Errors(92, 4, 4, 0)).isGood());
        assertFalse(result("English", new Errors(92, 4, 4, 1)).isGood());
        assertFalse(result("", new Errors(100, 0, 0, 0)).isGood());
        assertFalse(new ListeningResult(List.of(), Duration.ofSeconds(1)).isGood());
        assertEquals(2.5, result("English", Errors.NONE).speed());
    }

    private static ListeningResult result(String language, Errors errors) {
        Spoken spoken = new Spoken(Path.of("a.flac"), "English", "");
        return new ListeningResult(
                List.of(new ListeningResult.Heard(spoken, language, "", errors, Duration.ofSeconds(5), List.of())),
                Duration.ofSeconds(2));
    }

    /** Writes a recording with one word per second. */
    private void recording(String name, String words, float... loudness) throws IOException {
        float[] sound = new float[loudness.length * SECOND];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = loudness[i / SECOND];
        }
        FakeDecoder.write(recordings.resolve(name + ".flac"), sound);
        Files.writeString(recordings.resolve(name + ".txt"), words + "\n");
    }

    private static float[] filled(int length, float value) {
        float[] all = new float[length];
        Arrays.fill(all, value);
        return all;
    }

    private Cli.Outcome listen(FakeEngines engines, Object... options) {
        return new Cli(engines)
                .home(folder.resolve("home"))
                .run(Stream.concat(
                                Stream.of("models", "verify", "--listen"),
                                Stream.concat(Stream.of(options), Stream.of(model)))
                        .toArray());
    }

    /** Removes measured times. */
    private String steady(String text) {
        return text.replace(model.toString(), "MODEL").replaceAll("[0-9.]+ times faster", "N times faster");
    }
}
