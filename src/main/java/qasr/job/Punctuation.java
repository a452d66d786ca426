package qasr.job;

/** The choices of {@code --punctuation}. */
public enum Punctuation {
    KEEP,
    STRIP
}
