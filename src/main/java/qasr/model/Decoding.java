package qasr.model;

/**
 * The decoded tokens of one chunk, without the stop id, and the natural logarithm of each token's probability. The
 * probabilities are the model's own: restrictions and penalties of the request do not affect them.
 */
public final class Decoding {
    private final int[] tokens;
    private final float[] logProbabilities;
    private final StopReason stopReason;
    private final double answerLogProbability;

    /** Creates a decoding with copies of the arrays, which must have the same length. */
    public Decoding(int[] tokens, float[] logProbabilities, StopReason stopReason) {
        this(tokens, logProbabilities, stopReason, 0);
    }

    /** Creates a decoding whose prompt began the answer, with the natural logarithm of that beginning's probability. */
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
     * Returns the natural logarithm of the probability of the part of the answer that the prompt forced: the language.
     * 0 if nothing was forced.
     */
    public double answerLogProbability() {
        return answerLogProbability;
    }

    /** Returns why decoding ended. */
    public StopReason stopReason() {
        return stopReason;
    }
}
