package qasr.job;

/** The choices of {@code --on-exists}: what happens to an output that exists. */
public enum OnExists {
    /** Replace the file unless it was made from the same recording, model and options. */
    UPDATE,
    /** Keep the file, also if it was made from something else. */
    SKIP,
    /** Replace the file. */
    OVERWRITE,
    /** Fail the recording. */
    FAIL
}
