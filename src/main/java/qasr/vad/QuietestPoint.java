package qasr.vad;

import java.util.function.IntToDoubleFunction;

/** Finds the quietest tenth of a second of speech. */
public final class QuietestPoint {
    /**
     * 100 ms, the energy window of the published model's own splitting. It is longer than the closure of a stop
     * consonant.
     */
    static final int WINDOW = 1600;

    private QuietestPoint() {}

    /**
     * Returns the middle of the 100 ms of {@code samples} with the lowest product of loudness and speech probability;
     * among equally quiet neighbours (digital silence), the middle one. A breath or a click is loud but has a low
     * probability; the end of a vowel is quiet but has a high one. The product avoids both.
     *
     * @param probability the speech probability at the index of a sample
     */
    public static int of(float[] samples, IntToDoubleFunction probability) {
        Loudness loudness = new Loudness(samples);
        if (samples.length <= WINDOW) {
            return samples.length / 2;
        }
        double least = Double.POSITIVE_INFINITY;
        int first = 0;
        int last = 0;
        for (int start = 0; start + WINDOW <= samples.length; start++) {
            double score = loudness.sum(start, start + WINDOW) * probability.applyAsDouble(start + WINDOW / 2);
            if (score < least) {
                least = score;
                first = start;
                last = start;
            } else if (score == least && last == start - 1) {
                last = start;
            }
        }
        return (first + last) / 2 + WINDOW / 2;
    }
}
