package qasr.vad;

import java.util.ArrayList;
import java.util.List;
import qasr.audio.Waveform;

/**
 * Measures the loudness of a recording over time while the recording is read. It has at most {@value #MAX_VALUES} values,
 * for any length: when these are full, every two become one, so that the steps are twice as long. The values depend on the
 * samples only, not on the blocks in which the samples arrive.
 */
public final class LevelMeter {
    /** The largest number of values: an even one. */
    public static final int MAX_VALUES = 2000;

    /** 20 ms. */
    private static final int FIRST_STEP = Waveform.SAMPLE_RATE / 50;

    private static final int LOUDEST = 255;
    private static final double STEPS_PER_BEL = 20;

    /** The sums of the squares of the samples, one for each complete step. */
    private final double[] sums = new double[MAX_VALUES];

    private int count;
    private int step = FIRST_STEP;
    private double sum;
    private int filled;

    /** Measures the next samples of the recording. Samples that are not finite numbers count as silence. */
    void accept(float[] samples, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            double square = samples[i] * (double) samples[i];
            sum += Double.isFinite(square) ? square : 0;
            if (++filled == step) {
                finishStep();
            }
        }
    }

    /** Returns the meter of the loudest of several channels of the same length, at each step. */
    static LevelMeter loudest(List<LevelMeter> channels) {
        LevelMeter loudest = new LevelMeter();
        LevelMeter first = channels.get(0);
        loudest.count = first.count;
        loudest.step = first.step;
        loudest.filled = first.filled;
        for (LevelMeter channel : channels) {
            for (int i = 0; i < first.count; i++) {
                loudest.sums[i] = Math.max(loudest.sums[i], channel.sums[i]);
            }
            loudest.sum = Math.max(loudest.sum, channel.sum);
        }
        return loudest;
    }

    private void finishStep() {
        sums[count++] = sum;
        sum = 0;
        filled = 0;
        if (count == MAX_VALUES) {
            halve();
        }
    }

    private void halve() {
        for (int i = 0; i < MAX_VALUES / 2; i++) {
            sums[i] = sums[2 * i] + sums[2 * i + 1];
        }
        count = MAX_VALUES / 2;
        step *= 2;
    }

    /** Returns the length of a step, in samples. */
    public int step() {
        return step;
    }

    /**
     * Returns the loudness of each step from 0 to 255: the root mean square in half decibels, where 255 is full scale.
     * The last step may be shorter than the others.
     */
    public List<Integer> values() {
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value(sums[i] / step));
        }
        if (filled > 0) {
            values.add(value(sum / filled));
        }
        return values;
    }

    private static int value(double power) {
        double level = LOUDEST + STEPS_PER_BEL * StrictMath.log10(power);
        return (int) Math.max(0, Math.min(LOUDEST, Math.rint(level)));
    }
}
