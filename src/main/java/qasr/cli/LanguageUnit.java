package qasr.cli;

/** What gets an answer of its own from {@code detect-lang}. */
enum LanguageUnit {
    FILE,
    SEGMENT;

    /** Their names on the command line. */
    static final class Names extends EnumNames<LanguageUnit> {
        Names() {
            super(LanguageUnit.class);
        }
    }
}
