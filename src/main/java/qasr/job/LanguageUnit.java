package qasr.job;

/** The unit that {@code detect-lang} ranks languages for. */
public enum LanguageUnit {
    FILE,
    SEGMENT
}
