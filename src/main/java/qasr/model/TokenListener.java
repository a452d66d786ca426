package qasr.model;

/** Receives each token when it is decoded. */
@FunctionalInterface
public interface TokenListener {
    /**
     * Receives one token of the row {@code row} of the batch.
     *
     * @return true to continue, false to end the row with {@link StopReason#CANCELLED}
     */
    boolean token(int row, int token, float logProbability);

    /** Returns a listener that does nothing. */
    static TokenListener none() {
        return (row, token, logProbability) -> true;
    }
}
