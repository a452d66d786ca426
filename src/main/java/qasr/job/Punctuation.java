package qasr.job;

/** What becomes of punctuation. */
public enum Punctuation {
    KEEP,
    STRIP
}
