package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.testing.Property;

final class ResamplerTest {
    @ParameterizedTest
    @ValueSource(ints = {8000, 11_025, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000, 37_123})
    void aToneKeepsItsPlaceAndItsLevel(int rate) {
        double hertz = 1000;
        float[] out = resample(rate, tone(rate, hertz, rate), rate);
        assertEquals(16_000, out.length);
        double worst = 0;
        // The first and last milliseconds see what is not there beyond the sound's ends.
        for (int i = 400; i < out.length - 400; i++) {
            worst = Math.max(worst, Math.abs(out[i] - 0.5 * Math.sin(2 * Math.PI * hertz * i / 16_000)));
        }
        assertTrue(worst < 1e-3, "error " + worst + " from " + rate + " Hz");
    }

    @ParameterizedTest
    @ValueSource(doubles = {8100, 9000, 12_000, 15_000, 20_000})
    void whatCannotBeHeardAtSixteenKilohertzDoesNotComeBackAsSomethingElse(double hertz) {
        float[] out = resample(48_000, tone(48_000, hertz, 48_000), 4096);
        double worst = 0;
        for (int i = 400; i < out.length - 400; i++) {
            worst = Math.max(worst, Math.abs(out[i]));
        }
        assertTrue(worst < 1e-4, "a tone of " + hertz + " Hz leaves " + worst);
    }

    /** Only damaged headers say such rates; fewer phases of the filter, and less memory, are as exact there. */
    @ParameterizedTest
    @ValueSource(ints = {192_001, 384_001, 2_822_401, 15_999_999})
    void highRatesAreAsExactWithFewerPhases(int rate) {
        float[] out = resample(rate, tone(rate, 1000, rate / 10), 8192);
        double worst = 0;
        for (int i = 400; i < out.length - 400; i++) {
            worst = Math.max(worst, Math.abs(out[i] - 0.5 * Math.sin(2 * Math.PI * 1000 * i / 16_000)));
        }
        assertTrue(worst < 1e-3, "error " + worst + " from " + rate + " Hz");
    }

    @Test
    void theUsefulBandIsFlat() {
        for (double hertz : new double[] {50, 500, 3000, 5000, 7000}) {
            float[] out = resample(44_100, tone(44_100, hertz, 44_100), 4096);
            double sum = 0;
            for (int i = 400; i < out.length - 400; i++) {
                sum += out[i] * out[i];
            }
            double level = Math.sqrt(2 * sum / (out.length - 800));
            assertEquals(0.5, level, 0.005, hertz + " Hz");
        }
    }

    @Test
    void theLastClickIsFlushedOut() {
        float[] clicks = new float[44_100];
        clicks[0] = 0.9f;
        clicks[44_099] = 0.9f;
        float[] out = resample(44_100, clicks, 1000);
        assertEquals(16_000, out.length);
        assertTrue(Math.abs(out[0]) > 0.2, "first sample " + out[0]);
        assertTrue(Math.abs(out[15_999]) > 0.1, "last sample " + out[15_999]);
    }

    @Test
    void piecesOfAnySizeGiveTheSameSamples() {
        Property.forAll(10, random -> {
            int rate = 8000 + random.nextInt(40_000);
            float[] sound = tone(rate, 700, 5000 + random.nextInt(20_000));
            float[] whole = resample(rate, sound, sound.length);
            float[] pieces = resample(rate, sound, 1 + random.nextInt(700));
            assertEquals(whole.length, pieces.length);
            for (int i = 0; i < whole.length; i++) {
                assertEquals(whole[i], pieces[i], 1e-6, "sample " + i + " of " + whole.length + " at " + rate);
            }
        });
    }

    private static float[] tone(int rate, double hertz, int length) {
        float[] tone = new float[length];
        for (int i = 0; i < length; i++) {
            tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return tone;
    }

    private static float[] resample(int rate, float[] sound, int step) {
        float[] out = new float[(int) Resampler.outputSamples(sound.length, rate) + 1000];
        int[] count = {0};
        Resampler.Sink sink = (samples, made) -> {
            System.arraycopy(samples, 0, out, count[0], made);
            count[0] += made;
        };
        Random random = new Random(step);
        try (Resampler resampler = new Resampler(rate, sink)) {
            for (int at = 0; at < sound.length; ) {
                int part = Math.min(sound.length - at, 1 + random.nextInt(step));
                resampler.push(sound, at, part);
                at += part;
            }
            resampler.finish();
        }
        return Arrays.copyOf(out, count[0]);
    }
}
