package qasr.model;

/** Hears each token as it is decoded. */
@FunctionalInterface
public interface TokenListener {
    /**
     * Takes one token of the batch's row {@code row}.
     *
     * @return whether this row should go on; false ends it with {@link StopReason#CANCELLED}
     */
    boolean token(int row, int token, float logProbability);

    /** A listener that hears everything and does nothing. */
    static TokenListener none() {
        return (row, token, logProbability) -> true;
    }
}
