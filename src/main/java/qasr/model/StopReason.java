package qasr.model;

/** The reasons why decoding ends. */
public enum StopReason {
    /** The model produced a stop id. */
    END_OF_TEXT,
    /** The token budget is used up; the text is incomplete. */
    TOKEN_LIMIT,
    /** The listener asked to stop. */
    CANCELLED,
    /** The network produced a number that is not finite. The chunk failed, and its tokens must not be used. */
    NOT_FINITE
}
