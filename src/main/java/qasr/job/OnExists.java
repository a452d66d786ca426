package qasr.job;

/** The choices of {@code --on-exists}: what happens to an output that exists. */
public enum OnExists {
    /** It is made anew unless it was made from the same recording, model and options. */
    UPDATE,
    /** It stays, whatever it was made from. */
    SKIP,
    /** It is made anew. */
    OVERWRITE,
    /** Its recording fails. */
    FAIL
}
