package qasr.model;

/** The tokens the model said for one chunk, without the stop id, and the natural logarithm of each one's probability. */
public final class Decoding {
    private final int[] tokens;
    private final float[] logProbabilities;
    private final StopReason stopReason;

    /** Copies its arrays, which must be of one length. */
    public Decoding(int[] tokens, float[] logProbabilities, StopReason stopReason) {
        if (tokens.length != logProbabilities.length) {
            throw new IllegalArgumentException(
                    tokens.length + " tokens with " + logProbabilities.length + " log-probabilities");
        }
        this.tokens = tokens.clone();
        this.logProbabilities = logProbabilities.clone();
        this.stopReason = stopReason;
    }

    /** Returns the token ids. */
    public int[] tokens() {
        return tokens.clone();
    }

    /** Returns the natural logarithm of each token's probability. */
    public float[] logProbabilities() {
        return logProbabilities.clone();
    }

    /** Returns why decoding ended. */
    public StopReason stopReason() {
        return stopReason;
    }
}
