package qasr.torch;

import java.util.Arrays;
import qasr.speakers.SpeakerWeights;

/**
 * The 80 filters of 251 taps that the segmentation network applies to the waveform, from 40 learned bands. Computed in
 * float32 and in this order, as in training: in double precision the filters differ by 7e-6, which the normalisation
 * after them enlarges to 4e-2 in the results where a recording does not fill a band.
 */
final class SincFilters {
    static final int FILTERS = 80;
    static final int TAPS = 251;
    /** The samples from one place of the filters to the next. */
    static final int STEP = 10;

    private static final int BANDS = FILTERS / 2;
    private static final int HALF = TAPS / 2;
    private static final float LOWEST_HZ = 50;
    private static final float NARROWEST_HZ = 50;
    private static final float HIGHEST_HZ = 8000;
    private static final String BANK = "sincnet.conv1d.0.filterbank.";

    private SincFilters() {}

    /** Returns the filters [80 * 251]: cosines of all bands, then sines. */
    static float[] of(SpeakerWeights weights) {
        float[] lows = weights.tensor(BANK + "low_hz_").values();
        float[] bands = weights.tensor(BANK + "band_hz_").values();
        float[] window = weights.tensor(BANK + "window_").values();
        float[] angles = weights.tensor(BANK + "n_").values();
        float[] filters = new float[FILTERS * TAPS];
        for (int i = 0; i < BANDS; i++) {
            float low = LOWEST_HZ + Math.abs(lows[i]);
            float high = Math.min(HIGHEST_HZ, Math.max(LOWEST_HZ, low + NARROWEST_HZ + Math.abs(bands[i])));
            float twice = 2 * (high - low);
            float[] cosines = new float[HALF];
            float[] sines = new float[HALF];
            for (int k = 0; k < HALF; k++) {
                float from = low * angles[k];
                float to = high * angles[k];
                float half = angles[k] / 2;
                cosines[k] = ((float) Math.sin(to) - (float) Math.sin(from)) / half * window[k];
                sines[k] = ((float) Math.cos(from) - (float) Math.cos(to)) / half * window[k];
            }
            write(filters, i, cosines, twice, 1, twice);
            write(filters, BANDS + i, sines, 0, -1, twice);
        }
        return filters;
    }

    /** Returns the sum of each filter [80]. */
    static float[] sums(float[] filters) {
        float[] sums = new float[FILTERS];
        for (int i = 0; i < FILTERS; i++) {
            double sum = 0;
            for (int k = 0; k < TAPS; k++) {
                sum += filters[i * TAPS + k];
            }
            sums[i] = (float) sum;
        }
        return sums;
    }

    /** Writes a filter: the left half, the centre, and the left half mirrored and multiplied by {@code sign}. */
    private static void write(float[] filters, int filter, float[] left, float centre, int sign, float divisor) {
        float[] taps = Arrays.copyOfRange(filters, filter * TAPS, (filter + 1) * TAPS);
        for (int k = 0; k < HALF; k++) {
            taps[k] = left[k] / divisor;
            taps[TAPS - 1 - k] = sign * left[k] / divisor;
        }
        taps[HALF] = centre / divisor;
        System.arraycopy(taps, 0, filters, filter * TAPS, TAPS);
    }
}
