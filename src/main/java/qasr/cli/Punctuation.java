package qasr.cli;

/** What becomes of punctuation. */
enum Punctuation {
    KEEP,
    STRIP;

    /** The names on the command line. */
    static final class Names extends EnumNames<Punctuation> {
        Names() {
            super(Punctuation.class);
        }
    }
}
