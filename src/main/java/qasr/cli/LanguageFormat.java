package qasr.cli;

/** The formats of {@code detect-lang}. */
enum LanguageFormat implements ResultFormat {
    TSV(Sharing.LINES),
    JSON(Sharing.LINES);

    private final Sharing sharing;

    LanguageFormat(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public Sharing sharing() {
        return sharing;
    }

    /** Their names on the command line. */
    static final class Names extends EnumNames<LanguageFormat> {
        Names() {
            super(LanguageFormat.class);
        }
    }
}
