package qasr.model;

/** Why decoding ended. */
public enum StopReason {
    /** The model said a stop id. */
    END_OF_TEXT,
    /** The token budget ran out: the text is not complete. */
    TOKEN_LIMIT,
    /** The listener asked to stop. */
    CANCELLED
}
