package qasr.cli;

/** What gets an answer of its own from {@code detect-lang}. */
enum LanguageUnit {
    FILE,
    SEGMENT
}
