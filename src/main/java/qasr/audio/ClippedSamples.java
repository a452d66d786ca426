package qasr.audio;

/**
 * Counts the clipped samples of one channel.
 *
 * <p>A sample at full scale is clipped if it has a neighbour there; a single one is the peak of a normalised recording. If the
 * recording was made quieter or encoded afterwards, its rail is lower or blurred. Natural sound has fewer samples the higher
 * the level; at a rail they pile up. So the samples in the highest 6 % of the range are compared with those in the 12 % below.
 * If there are at least 1.5 times as many, those of them count that belong to at least a quarter of a millisecond of equal
 * samples. If the range is that of full scale, all of them count from 1.2 times as many on: lossy codecs blur a rail. The
 * bands are wider than the steps of G.711, which make natural tops flat.
 */
final class ClippedSamples {
    private static final double LONGEST_NATURAL_SECONDS = 0.00025;
    /** Quieter tops are flat because of the few steps of the encoding. */
    private static final double LOWEST_RAIL = 0.1;
    /** Equal samples are counted by their level in these steps. */
    private static final int STEPS = 512;

    private static final double TOP = 0.94;
    private static final double BELOW = 0.82;
    private static final double PILE = 1.5;
    private static final double PILE_AT_FULL_SCALE = 1.2;

    private final long[] heights = new long[STEPS + 1];
    private final long[] flat = new long[STEPS + 1];
    private long full;
    private long fullRun;
    private double last;
    private int run;
    private double peak;

    void accept(double[] samples, int from, int to, int rate) {
        int longest = Math.max(2, (int) Math.ceil(LONGEST_NATURAL_SECONDS * rate));
        for (int i = from; i < to; i++) {
            double sample = samples[i];
            double size = Math.abs(sample);
            if (!(size <= Double.MAX_VALUE)) {
                continue;
            }
            peak = Math.max(peak, size);
            if (size >= LOWEST_RAIL * BELOW) {
                heights[(int) (STEPS * Math.min(1, size))]++;
            }
            if (ChannelMeter.isFullScale(sample)) {
                fullRun++;
            } else {
                full += fullRun > 1 ? fullRun : 0; // a single sample is the peak of a normalised recording
                fullRun = 0;
            }
            if (sample == last) {
                run++;
            } else {
                endRun(longest);
                last = sample;
                run = 1;
            }
        }
    }

    private void endRun(int longest) {
        if (run >= longest && Math.abs(last) >= LOWEST_RAIL && !ChannelMeter.isFullScale(last)) {
            flat[(int) (STEPS * Math.min(1, Math.abs(last)))] += run;
        }
    }

    void append(ClippedSamples later) {
        full += fullRun > 1 ? fullRun : 0;
        full += later.full;
        fullRun = later.fullRun;
        peak = Math.max(peak, later.peak);
        for (int i = 0; i < flat.length; i++) {
            flat[i] += later.flat[i];
            heights[i] += later.heights[i];
        }
    }

    double peak() {
        return peak;
    }

    long count() {
        long count = full + (fullRun > 1 ? fullRun : 0);
        double top = Math.min(1, peak);
        if (top < LOWEST_RAIL) {
            return count;
        }
        long highest = sum(heights, TOP * top, 1);
        long below = sum(heights, BELOW * top, TOP * top);
        if (highest >= PILE_AT_FULL_SCALE * below && peak >= 1) {
            return Math.max(count, highest);
        }
        return highest >= PILE * below ? count + sum(flat, TOP * top, 1) : count;
    }

    /** Returns the sum of the steps in [from, to), the last included if {@code to} is 1. */
    private static long sum(long[] steps, double from, double to) {
        long sum = 0;
        for (int i = (int) (STEPS * from); i < (to >= 1 ? steps.length : (int) (STEPS * to)); i++) {
            sum += steps[i];
        }
        return sum;
    }
}
