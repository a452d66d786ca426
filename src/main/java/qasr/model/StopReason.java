package qasr.model;

/** Why decoding ended. */
public enum StopReason {
    /** The model said a stop id. */
    END_OF_TEXT,
    /** The token budget ran out: the text is not complete. */
    TOKEN_LIMIT,
    /** The listener asked to stop. */
    CANCELLED,
    /** The network produced a number that is not finite: the chunk failed and its tokens are not to be trusted. */
    NOT_FINITE
}
