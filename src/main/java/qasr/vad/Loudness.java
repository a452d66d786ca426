package qasr.vad;

/**
 * Sums of absolute samples over any range, in fixed point. Fixed point makes equal sums exactly equal, so that rounding
 * does not decide between equally quiet places.
 */
final class Loudness {
    private static final double SCALE = 1L << 36;

    /** The limit for samples: far beyond full scale, and the sum over an hour stays below 2^63. */
    private static final float LOUDEST = 1 << 5;

    private final long[] before;

    Loudness(float[] samples) {
        before = new long[samples.length + 1];
        for (int i = 0; i < samples.length; i++) {
            before[i + 1] = before[i] + fixed(samples[i]);
        }
    }

    private static long fixed(float sample) {
        // A NaN becomes 0.
        return (long) (Math.min(Math.abs(sample), LOUDEST) * SCALE);
    }

    /** Returns the number of samples. */
    int length() {
        return before.length - 1;
    }

    /** Returns the sum over samples [start, end), in units of 2^-36. */
    long sum(int start, int end) {
        return before[end] - before[start];
    }

    /** Returns the absolute value of sample {@code index}, in units of 2^-36. */
    long at(int index) {
        return sum(index, index + 1);
    }
}
