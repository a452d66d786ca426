package qasr.model;

import java.util.Arrays;

/**
 * The log-probabilities of characters over the time of a sound: for each frame one number per output. Output 0 is the
 * blank, which means "no new character here". Immutable.
 */
public final class CharacterScores {
    private final int outputs;
    private final float[] logProbabilities;
    private final float[] edges;

    /**
     * Takes the numbers without a copy.
     *
     * @param logProbabilities {@code [frames * outputs]}, frame by frame
     * @param edges where each frame begins in milliseconds, and where the last one ends, {@code [frames + 1]}
     */
    public CharacterScores(int outputs, float[] logProbabilities, float[] edges) {
        if (logProbabilities.length != outputs * (edges.length - 1)) {
            throw new IllegalArgumentException(
                    logProbabilities.length + " numbers for " + (edges.length - 1) + " frames of " + outputs);
        }
        this.outputs = outputs;
        this.logProbabilities = logProbabilities;
        this.edges = edges;
    }

    /** Returns the number of frames. */
    public int frames() {
        return edges.length - 1;
    }

    /** Returns the number of outputs: the characters and the blank. */
    public int outputs() {
        return outputs;
    }

    /** Returns the natural logarithm of the probability of {@code output} in {@code frame}. */
    public float at(int frame, int output) {
        return logProbabilities[frame * outputs + output];
    }

    /** Returns the greatest number of {@code frame}. */
    public float greatest(int frame) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = frame * outputs; i < (frame + 1) * outputs; i++) {
            greatest = Math.max(greatest, logProbabilities[i]);
        }
        return greatest;
    }

    /** Returns where {@code frame} begins, in milliseconds; for the number of frames, where the last one ends. */
    public float edge(int frame) {
        return edges[frame];
    }

    /** Returns whether every number is finite. */
    public boolean isFinite() {
        for (float number : logProbabilities) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the frame that contains {@code milliseconds}; the first or last one for times outside. */
    public int frameAt(float milliseconds) {
        int found = Arrays.binarySearch(edges, milliseconds);
        return Math.max(0, Math.min(frames() - 1, found >= 0 ? found : -found - 2));
    }
}
