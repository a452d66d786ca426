package qasr.audio;

import java.util.ArrayList;
import java.util.List;

/**
 * Excerpts of all channels of a recording, spread over it, to compare channels of which one may be late. One object per
 * recording, one thread.
 *
 * <p>At first each piece of two seconds is kept; when there are too many, every second one is dropped, and from then on half
 * as many are kept. Samples are means, at about 8 kHz. Memory: half a megabyte per channel.
 */
final class ChannelExcerpts {
    private static final int RATE = 8000;
    /** The longest delay that is searched, in samples: 400 ms. */
    private static final int MOST_LAG = 3200;

    private static final int LENGTH = 2 * RATE;
    private static final int MOST = 8;
    /** The search takes means of so many samples first: voices are lower than 1 kHz in most of their energy. */
    private static final int COARSE = 4;

    private final int channels;
    private final List<float[][]> kept = new ArrayList<>();
    private float[][] current;
    private int filled;
    private int step = 1;
    private long pieces;
    private int summed;
    private int mean = 1;
    private double rate = RATE;

    ChannelExcerpts(int channels) {
        this.channels = channels;
        current = new float[channels][LENGTH];
    }

    /** Takes samples [from, to) of each channel; {@code samplesPerSecond} is that of the recording. */
    void accept(double[][] samples, int from, int to, int samplesPerSecond) {
        mean = Math.max(1, samplesPerSecond / RATE);
        rate = (double) samplesPerSecond / mean;
        boolean wanted = pieces % step == 0;
        for (int i = from; i < to; i++) {
            if (wanted) {
                for (int channel = 0; channel < channels; channel++) {
                    double sample = samples[channel][i];
                    current[channel][filled] += (float) (Double.isFinite(sample) ? sample / mean : 0);
                }
            }
            if (++summed >= mean) { // the rate may have fallen
                summed = 0;
                if (++filled == LENGTH) {
                    finishPiece(wanted);
                    wanted = pieces % step == 0;
                }
            }
        }
    }

    private void finishPiece(boolean wanted) {
        filled = 0;
        pieces++;
        if (!wanted) {
            return;
        }
        kept.add(current);
        current = new float[channels][LENGTH];
        if (kept.size() > MOST) {
            for (int i = MOST - 1; i > 0; i -= 2) {
                kept.remove(i);
            }
            step *= 2;
        }
    }

    /** Compares two channels at the delay that makes them most alike. */
    ChannelMeter.Likeness compare(int one, int other) {
        double most = 0;
        int best = 0;
        int around = MOST_LAG / COARSE;
        List<float[]> ones = kept.stream().map(piece -> coarse(piece[one])).toList();
        List<float[]> others = kept.stream().map(piece -> coarse(piece[other])).toList();
        for (int lag = -around; lag <= around; lag++) {
            double alike = correlation(ones, others, lag, around);
            if (alike > most) {
                most = alike;
                best = lag;
            }
        }
        return fine(
                kept.stream().map(piece -> piece[one]).toList(),
                kept.stream().map(piece -> piece[other]).toList(),
                best * COARSE);
    }

    /** Looks between the samples, too: the delay of a copy is no whole number of them. */
    private ChannelMeter.Likeness fine(List<float[]> ones, List<float[]> others, int near) {
        int reach = 2 * COARSE;
        double[] alike = new double[2 * reach + 1];
        int best = 0;
        for (int i = 0; i < alike.length; i++) {
            alike[i] = correlation(ones, others, near - reach + i, MOST_LAG + reach);
            best = alike[i] > alike[best] ? i : best;
        }
        if (best == 0 || best == alike.length - 1) {
            return new ChannelMeter.Likeness(alike[best], (near - reach + best) / rate);
        }
        double bend = alike[best - 1] - 2 * alike[best] + alike[best + 1];
        double slope = (alike[best + 1] - alike[best - 1]) / 2;
        double shift = bend < 0 ? -slope / bend : 0;
        return new ChannelMeter.Likeness(
                Math.min(1, alike[best] + slope * shift / 2), (near - reach + best + shift) / rate);
    }

    private static float[] coarse(float[] samples) {
        float[] means = new float[samples.length / COARSE];
        for (int i = 0; i < means.length * COARSE; i++) {
            means[i / COARSE] += samples[i] / COARSE;
        }
        return means;
    }

    /** Returns the correlation at one delay, of all samples that have a partner at every delay up to {@code most}. */
    private static double correlation(List<float[]> ones, List<float[]> others, int lag, int most) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int piece = 0; piece < ones.size(); piece++) {
            float[] a = ones.get(piece);
            float[] b = others.get(piece);
            for (int i = most; i < a.length - most; i++) {
                product += a[i] * (double) b[i + lag];
                first += a[i] * (double) a[i];
                second += b[i + lag] * (double) b[i + lag];
            }
        }
        return first > 0 && second > 0 ? product / Math.sqrt(first * second) : 0;
    }
}
