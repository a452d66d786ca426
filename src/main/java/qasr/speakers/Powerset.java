package qasr.speakers;

/**
 * The classes of a network that chooses one set of speakers for each frame: {}, {0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}.
 * The order is that of pyannote.audio: smaller sets first, then by speaker. With classes 3 and 4 swapped, results with
 * two speakers look right and results with three are wrong.
 */
public final class Powerset {
    /** The number of classes. */
    public static final int CLASSES = 7;

    /** The number of speakers. */
    public static final int SPEAKERS = 3;

    /** The speakers of each class, as bits. */
    private static final int[] MEMBERS = {0b000, 0b001, 0b010, 0b100, 0b011, 0b101, 0b110};

    private Powerset() {}

    /** Returns whether {@code speaker}, 0 to 2, is active in {@code speakerClass}. */
    public static boolean contains(int speakerClass, int speaker) {
        return ((MEMBERS[speakerClass] >> speaker) & 1) != 0;
    }

    /** Returns the class with the highest score; of equal scores, the first. */
    public static int likeliest(float[] scores) {
        int best = 0;
        for (int i = 1; i < CLASSES; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Returns the probability of the classes with {@code speaker}, from the logarithms of all classes' probabilities. */
    public static double probability(float[] logProbabilities, int speaker) {
        double sum = 0;
        for (int i = 0; i < CLASSES; i++) {
            if (contains(i, speaker)) {
                sum += Math.exp(logProbabilities[i]);
            }
        }
        return sum;
    }
}
