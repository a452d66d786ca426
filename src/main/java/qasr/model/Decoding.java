package qasr.model;

/**
 * The tokens the model said for one chunk, without the stop id, and the natural logarithm of each one's probability, by
 * the model alone: without what the request forbade or penalised.
 */
public final class Decoding {
    private final int[] tokens;
    private final float[] logProbabilities;
    private final StopReason stopReason;
    private final double answerLogProbability;

    /** Copies its arrays, which must be of one length. */
    public Decoding(int[] tokens, float[] logProbabilities, StopReason stopReason) {
        this(tokens, logProbabilities, stopReason, 0);
    }

    /** Makes one whose prompt had begun the answer, with the natural logarithm of that beginning's probability. */
    public Decoding(int[] tokens, float[] logProbabilities, StopReason stopReason, double answerLogProbability) {
        if (tokens.length != logProbabilities.length) {
            throw new IllegalArgumentException(
                    tokens.length + " tokens with " + logProbabilities.length + " log-probabilities");
        }
        this.tokens = tokens.clone();
        this.logProbabilities = logProbabilities.clone();
        this.stopReason = stopReason;
        this.answerLogProbability = answerLogProbability;
    }

    /** Returns the token ids. */
    public int[] tokens() {
        return tokens.clone();
    }

    /** Returns the natural logarithm of each token's probability. */
    public float[] logProbabilities() {
        return logProbabilities.clone();
    }

    /**
     * Returns the natural logarithm of the probability, after the sound, of what the prompt had put into the model's mouth:
     * the forced language. 0 if there was nothing.
     */
    public double answerLogProbability() {
        return answerLogProbability;
    }

    /** Returns why decoding ended. */
    public StopReason stopReason() {
        return stopReason;
    }
}
