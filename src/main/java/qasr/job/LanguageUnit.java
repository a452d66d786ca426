package qasr.job;

/** What gets an answer of its own from {@code detect-lang}. */
public enum LanguageUnit {
    FILE,
    SEGMENT
}
