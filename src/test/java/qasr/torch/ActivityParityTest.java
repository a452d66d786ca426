package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.speakers.Powerset;
import qasr.speakers.SpeakerActivity;
import qasr.speakers.SpeakerModel;
import qasr.speakers.SpeakerWeights;
import qasr.speakers.WindowActivity;

/** The segmentation network against the numbers of the original code on seeded weights. */
class ActivityParityTest {
    private static final double TOLERANCE = 3e-3;

    private static TorchActivity activity;

    @BeforeAll
    @SuppressWarnings("MustBeClosedChecker") // after all tests
    static void open() {
        activity = TorchActivity.open(
                SpeakerGolden.weights(SpeakerModel.SEGMENTATION, 1, 0), new NetworkOptions(2, "cpu"));
    }

    @AfterAll
    static void close() {
        activity.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"noise-160000", "gated-160000", "jfk", "test_speech", "20s_no_authentic_way_for_us_to_say"})
    void agreesWithTheOriginal(String name) throws IOException {
        SpeakerGolden golden = SpeakerGolden.of("segmentation-seed1-" + name + ".json");
        JsonObject json = golden.json();
        float[] window = Arrays.copyOf(
                golden.sound(json.get("start").getAsInt(), json.get("end").getAsInt()), SpeakerActivity.WINDOW_SAMPLES);
        stages(golden, window);
        float[][] scores = activity.logProbabilities(window, window.length).get(0);
        assertEquals(SpeakerActivity.FRAMES, scores.length);
        Set<Integer> close = new HashSet<>();
        json.getAsJsonArray("frames_with_margin_below_0.02").forEach(frame -> close.add(frame.getAsInt()));
        int[] classes = runs(json.getAsJsonArray("argmax_runs"));
        WindowActivity found = WindowActivity.of(scores);
        for (int frame = 0; frame < classes.length; frame++) {
            if (!close.contains(frame)) {
                assertEquals(classes[frame], Powerset.likeliest(scores[frame]), "frame " + frame);
                assertEquals(classes[frame], found.speakerClass(frame));
            }
        }
        for (int speaker = 0; speaker < SpeakerActivity.SPEAKERS; speaker++) {
            int[] active = runs(json.getAsJsonArray("speaker_runs").get(speaker).getAsJsonArray());
            for (int frame = 0; frame < active.length; frame++) {
                if (!close.contains(frame)) {
                    assertEquals(active[frame] == 1, found.hard()[frame][speaker]);
                }
            }
        }
    }

    /** Returns the values of runs [value, length]. */
    private static int[] runs(JsonArray runs) {
        List<Integer> values = new ArrayList<>();
        for (JsonElement run : runs) {
            double[] pair = SpeakerGolden.numbers(run.getAsJsonArray());
            for (int i = 0; i < pair[1]; i++) {
                values.add((int) pair[0]);
            }
        }
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void stages(SpeakerGolden golden, float[] window) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> sinc = activity.sincStages(window);
            String[] names = {"wav_norm1d", "conv1d.0", "sincnet.0", "sincnet.1", "sincnet.2"};
            for (int i = 0; i < names.length; i++) {
                golden.check(names[i], sinc.get(i).t(), TOLERANCE);
            }
            List<Tensor> lstm = activity.lstmStages(sinc.get(4));
            for (int i = 0; i < lstm.size(); i++) {
                golden.check("lstm." + i, lstm.get(i), TOLERANCE);
            }
            List<Tensor> classes = activity.classStages(lstm.get(3));
            golden.check("linear.0", classes.get(0), TOLERANCE);
            golden.check("linear.1", classes.get(1), TOLERANCE);
            golden.check("log_probabilities", classes.get(2), TOLERANCE);
        }
    }

    @Test
    void filtersAreThoseOfTheOriginal() throws IOException {
        SpeakerGolden golden = SpeakerGolden.of("segmentation-seed1-noise-160000.json");
        SpeakerWeights weights = SpeakerGolden.weights(SpeakerModel.SEGMENTATION, 1, 0);
        float[] filters = SincFilters.of(weights);
        for (JsonElement element : golden.json().getAsJsonArray("filters")) {
            double[] probe = SpeakerGolden.numbers(element.getAsJsonArray());
            assertEquals(
                    probe[2], filters[((int) probe[0]) * SincFilters.TAPS + (int) probe[1]], 1e-6, "filter " + element);
        }
    }

    /** The LSTM runs eight windows at once, and each place among them must compute the same. */
    @Test
    void aWindowHasTheSameBitsAtAnyPlaceInAnyBatch() throws IOException {
        int step = 32_000;
        float[] noise = SpeakerGolden.noise(10 * step + SpeakerActivity.WINDOW_SAMPLES);
        List<float[][]> together = activity.logProbabilities(noise, step);
        assertEquals(11, together.size());
        try (TorchActivity one = TorchActivity.open(
                SpeakerGolden.weights(SpeakerModel.SEGMENTATION, 1, 0), new NetworkOptions(1, "cpu"))) {
            List<float[][]> alone = one.logProbabilities(noise, step);
            for (int i = 0; i < together.size(); i++) {
                assertArrayEquals(together.get(i), alone.get(i), "window " + i);
            }
            for (int i : new int[] {2, 9}) {
                float[] window = Arrays.copyOfRange(noise, i * step, i * step + SpeakerActivity.WINDOW_SAMPLES);
                assertArrayEquals(
                        together.get(i), one.logProbabilities(window, step).get(0), "window " + i);
            }
        }
    }

    /** The filters are applied before the waveform is normalised, and must not see its mean. */
    @Test
    void theMeanOfARecordingChangesNothing() throws IOException {
        float[] noise = SpeakerGolden.noise(SpeakerActivity.WINDOW_SAMPLES);
        float[] shifted = new float[noise.length];
        for (int i = 0; i < noise.length; i++) {
            shifted[i] = 0.05f * noise[i] + 0.45f;
            noise[i] = shifted[i] - 0.45f;
        }
        float[][] expected = activity.logProbabilities(noise, 10).get(0);
        float[][] actual = activity.logProbabilities(shifted, 10).get(0);
        for (int frame = 0; frame < expected.length; frame++) {
            assertArrayEquals(expected[frame], actual[frame], (float) TOLERANCE, "frame " + frame);
        }
    }

    @Test
    void refusesOtherLengthsAndNoNumbers() throws IOException {
        assertThrows(IllegalArgumentException.class, () -> activity.activities(new float[0], 10));
        assertThrows(IllegalArgumentException.class, () -> activity.activities(new float[159_999], 10));
        assertThrows(IllegalArgumentException.class, () -> activity.activities(new float[160_011], 11));
        assertThrows(IllegalArgumentException.class, () -> activity.activities(new float[160_010], 20));
        assertThrows(IllegalArgumentException.class, () -> activity.activities(new float[160_000], 0));
        float[] broken = new float[SpeakerActivity.WINDOW_SAMPLES];
        broken[100] = Float.POSITIVE_INFINITY;
        assertThrows(IllegalArgumentException.class, () -> activity.activities(broken, 10));
    }

    @Test
    void silenceIsNoError() throws IOException {
        WindowActivity found = activity.activities(new float[SpeakerActivity.WINDOW_SAMPLES], 10)
                .get(0);
        assertEquals(SpeakerActivity.FRAMES, found.frames());
    }
}
