package qasr.speakers;

/**
 * The active speakers of a window: for each frame their set, and the probability that each of them speaks.
 * Immutable. Takes 13 bytes a frame.
 */
public final class WindowActivity {
    private final byte[] classes;
    private final float[] probabilities;

    private WindowActivity(byte[] classes, float[] probabilities) {
        this.classes = classes;
        this.probabilities = probabilities;
    }

    /**
     * Returns the activity that a network found.
     *
     * @param logProbabilities [frames][{@link Powerset#CLASSES}], natural logarithms
     */
    public static WindowActivity of(float[][] logProbabilities) {
        byte[] classes = new byte[logProbabilities.length];
        float[] probabilities = new float[logProbabilities.length * Powerset.SPEAKERS];
        for (int frame = 0; frame < classes.length; frame++) {
            classes[frame] = (byte) Powerset.likeliest(logProbabilities[frame]);
            for (int speaker = 0; speaker < Powerset.SPEAKERS; speaker++) {
                probabilities[frame * Powerset.SPEAKERS + speaker] =
                        (float) Powerset.probability(logProbabilities[frame], speaker);
            }
        }
        return new WindowActivity(classes, probabilities);
    }

    /** Returns the number of frames. */
    public int frames() {
        return classes.length;
    }

    /** Returns the powerset class of a frame, see {@link Powerset}. */
    public int speakerClass(int frame) {
        return classes[frame];
    }

    /** Returns whether {@code speaker}, 0 to 2, speaks in {@code frame}. */
    public boolean isActive(int frame, int speaker) {
        return Powerset.contains(classes[frame], speaker);
    }

    /** Returns the probability that {@code speaker}, 0 to 2, speaks in {@code frame}. */
    public float probability(int frame, int speaker) {
        return probabilities[frame * Powerset.SPEAKERS + speaker];
    }

    /** Returns who speaks: [frames][3]. */
    public boolean[][] hard() {
        boolean[][] hard = new boolean[frames()][Powerset.SPEAKERS];
        for (int frame = 0; frame < hard.length; frame++) {
            for (int speaker = 0; speaker < Powerset.SPEAKERS; speaker++) {
                hard[frame][speaker] = isActive(frame, speaker);
            }
        }
        return hard;
    }

    /** Returns the probability that each speaker speaks: [frames][3]. */
    public float[][] soft() {
        float[][] soft = new float[frames()][Powerset.SPEAKERS];
        for (int frame = 0; frame < soft.length; frame++) {
            System.arraycopy(probabilities, frame * Powerset.SPEAKERS, soft[frame], 0, Powerset.SPEAKERS);
        }
        return soft;
    }
}
