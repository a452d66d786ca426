package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;
import qasr.testing.TranscriptSchema;
import qasr.vad.SpeechDetector;

/** The options that filter the sound. The fake model says the tenths of the first sample that it hears. */
final class SoundCommandTest {
    private static final int SECONDS = 3;

    @TempDir
    Path folder;

    private Path model;
    private Path recording;

    /** A tone of -20 dBFS, which is -23 LUFS, whose first sample of each second is 0.1. */
    @BeforeEach
    void write() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        recording = FakeDecoder.write(folder.resolve("a.wav"), tone());
    }

    private static float[] tone() {
        float[] tone = new float[SECONDS * Signals.SECOND];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (0.1 * Math.cos(2 * Math.PI * 1000 * i / Signals.SECOND));
        }
        return tone;
    }

    private Cli.Outcome run(FakeEngines engines, Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("transcribe", "-m", model));
        arguments.addAll(List.of(options));
        return new Cli(engines).run(arguments.toArray());
    }

    private JsonObject result(Path json) throws IOException {
        String text = Files.readString(json);
        TranscriptSchema.check(text);
        return JsonParser.parseString(text).getAsJsonObject();
    }

    @Test
    void withoutFilterNoneIsLoaded() {
        FakeEngines engines = new FakeEngines();
        assertEquals("One.\nOne.\nOne.\n", run(engines, recording).out());
        assertFalse(engines.opened().contains("filters"));
    }

    @Test
    void normalizeChangesTheLevelAndReportsIt() throws IOException {
        Path json = folder.resolve("a.json");
        Cli.Outcome outcome = run(new FakeEngines(), "--normalize=-13", "-o", json, recording);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                "qasr: " + recording + ": loudness: -23.0 LUFS, changed by +10.0 dB to -13.0 LUFS\n", outcome.err());
        JsonObject result = result(json);
        assertEquals("Three. Three. Three.", result.get("text").getAsString());
        assertEquals("-13.0", result.getAsJsonObject("options").get("normalize").toString());
        JsonArray filters = result.getAsJsonObject("source").getAsJsonArray("filters");
        assertEquals(1, filters.size());
        JsonObject filter = filters.get(0).getAsJsonObject();
        assertEquals("normalize", filter.get("filter").getAsString());
        assertEquals(-23, filter.get("loudness_lufs").getAsDouble(), 0.1);
        assertEquals(10, filter.get("gain_db").getAsDouble(), 0.1);
    }

    @Test
    void normalizeWithoutAValueDoesNotTakeTheRecordingForOne() {
        Cli.Outcome outcome = run(new FakeEngines(), "--normalize", recording);
        assertEquals("One.\nOne.\nOne.\n", outcome.out());
        assertTrue(outcome.err().contains("changed by +0.0 dB to -23.0 LUFS"), outcome.err());
    }

    @Test
    void truePeakLimitsTheGain() throws IOException {
        float[] click = tone();
        click[20_000] = 0.7f;
        FakeDecoder.write(recording, click);
        Cli.Outcome limited = run(new FakeEngines(), "--normalize=-10", recording);
        assertTrue(limited.err().contains(", limited by the true peak of "), limited.err());
    }

    @Test
    void pipeIsReadOnce() throws IOException {
        FakeEngines engines = new FakeEngines();
        Cli.Outcome outcome =
                new Cli(engines).in(FakeDecoder.bytes(tone())).run("transcribe", "-m", model, "--normalize=-18", "-");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                "qasr: -: loudness: brought to -18.0 LUFS with a changing gain, because the input can be read only"
                        + " once\n",
                outcome.err());
    }

    @Test
    void filtersDecideWhetherAnOutputIsUpToDateAndRetryRepeatsThem() throws IOException {
        Path json = folder.resolve("a.json");
        run(new FakeEngines(), "-o", json, "--normalize=-13", recording);
        FakeEngines again = new FakeEngines();
        run(again, "-o", json, "--normalize=-13", recording);
        assertEquals(0, again.network().chunks().size(), "up to date");
        FakeEngines retry = new FakeEngines();
        Cli.Outcome retried = new Cli(retry).run("retry", "-m", model, json, "--segments", "1");
        assertEquals(0, retried.status(), retried.err());
        assertEquals(0.316f, maximum(retry.network().chunks().get(0).toArray()), 0.001f);
        assertTrue(retried.err().contains("changed by +10.0 dB"), retried.err());
        run(new FakeEngines(), "-o", json, "--on-exists", "overwrite", "--highpass", "80", recording);
        assertEquals("One. One. One.", result(json).get("text").getAsString());
    }

    /** The last second is 14 dB louder than the two that are transcribed. */
    @Test
    void retryOfAnExcerptMeasuresTheExcerpt() throws IOException {
        float[] louder = tone();
        for (int i = 2 * Signals.SECOND; i < louder.length; i++) {
            louder[i] *= 5;
        }
        FakeDecoder.write(recording, louder);
        Path json = folder.resolve("a.json");
        Cli.Outcome first = run(new FakeEngines(), "-o", json, "--normalize=-13", "--end", "2", recording);
        assertTrue(first.err().contains("-23.0 LUFS, changed by +10.0 dB"), first.err());
        FakeEngines retry = new FakeEngines();
        Cli.Outcome retried = new Cli(retry).run("retry", "-m", model, json, "--segments", "1");
        assertEquals(0, retried.status(), retried.err());
        assertTrue(retried.err().contains("-23.0 LUFS, changed by +10.0 dB"), retried.err());
        assertEquals(0.316f, maximum(retry.network().chunks().get(0).toArray()), 0.001f);
    }

    @Test
    void environmentSetsFilters() {
        Cli.Outcome outcome = new Cli(new FakeEngines())
                .variable("QASR_NORMALIZE", "-13")
                .variable("QASR_HIGHPASS", "80")
                .run("transcribe", "-m", model, recording);
        assertTrue(outcome.err().contains("high-pass: removed 0.0 % of the power, below 80 Hz"), outcome.err());
        assertTrue(outcome.err().contains("changed by +10.0 dB"), outcome.err());
    }

    /** Keeps all that it hears; finds speech everywhere. */
    private static final class Ear implements SpeechDetector {
        private float[] heard = new float[0];

        @Override
        public float[] probabilities(float[] samples) {
            heard = Signals.concat(heard, samples);
            float[] all = new float[samples.length / FRAME_SAMPLES];
            Arrays.fill(all, 0.9f);
            return all;
        }

        @Override
        public void reset() {}

        @Override
        public void close() {}
    }

    @Test
    void denoiseIsForTheDetectorUnlessItIsForAll() throws IOException {
        float[] noise = Signals.noise(4, 0.003, 6 * Signals.SECOND);
        FakeDecoder.write(recording, noise);
        Ear detector = new Ear();
        FakeEngines engines = new FakeEngines(waveform -> "language English<asr_text>Yes.").detector(detector);
        Cli.Outcome outcome = run(engines, "--denoise", recording);
        assertArrayEquals(noise, engines.network().chunks().get(0).toArray(), 0);
        assertTrue(power(detector.heard) < power(noise) / 2, power(detector.heard) + " of " + power(noise));
        assertTrue(outcome.err().contains(" % of the power, for the speech detector only"), outcome.err());

        Ear other = new Ear();
        FakeEngines all = new FakeEngines(waveform -> "language English<asr_text>Yes.").detector(other);
        Cli.Outcome both = run(all, "--denoise=all", recording);
        float[] model = all.network().chunks().get(0).toArray();
        assertArrayEquals(Arrays.copyOf(other.heard, model.length), model, 0);
        assertArrayEquals(Arrays.copyOf(detector.heard, model.length), model, 1e-6f);
        assertTrue(both.err().contains(" % of the power, for the model too"), both.err());
    }

    @Test
    void denoiseWithoutADetectorSaysThatItIsNotUsed() {
        Cli.Outcome outcome = run(new FakeEngines(), "--no-vad", "--denoise", recording);
        assertTrue(outcome.err().contains("noise removal: not used, because no speech detector ran"), outcome.err());
    }

    @Test
    void phoneIsRecorded() throws IOException {
        Path json = folder.resolve("a.json");
        Cli.Outcome outcome = run(new FakeEngines(), "--phone", "-o", json, recording);
        assertEquals("qasr: " + recording + ": treated as a telephone recording\n", outcome.err());
        JsonObject result = result(json);
        assertTrue(result.getAsJsonObject("source").get("narrow_band").getAsBoolean());
        assertTrue(result.getAsJsonObject("options").get("phone").getAsBoolean());
    }

    @Test
    void segmentAndDetectLangFilterToo() {
        Cli.Outcome segments = new Cli(new FakeEngines()).run("segment", "--normalize=-13", recording);
        assertTrue(segments.err().contains("changed by +10.0 dB"), segments.err());
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertEquals(
                "qasr: --highpass: must be between 1 and 4000 Hz, not 0",
                run(new FakeEngines(), "--highpass", "0", recording)
                        .err()
                        .lines()
                        .findFirst()
                        .orElse(""));
        assertEquals(
                "qasr: --normalize: must be between -70 and -5 LUFS, not 3",
                run(new FakeEngines(), "--normalize=3", recording)
                        .err()
                        .lines()
                        .findFirst()
                        .orElse(""));
        assertEquals(2, run(new FakeEngines(), "--denoise=model", recording).status());
    }

    private static float maximum(float[] samples) {
        float maximum = 0;
        for (float sample : samples) {
            maximum = Math.max(maximum, Math.abs(sample));
        }
        return maximum;
    }

    private static double power(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += sample * (double) sample;
        }
        return sum / samples.length;
    }
}
