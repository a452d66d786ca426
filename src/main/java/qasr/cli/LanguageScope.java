package qasr.cli;

/** What is taken to be in one language. */
enum LanguageScope {
    /** Each chunk is heard in its own. */
    CHUNK,
    /** All of a recording is in the one that its beginning is mostly in. */
    FILE;

    /** Their names on the command line, and "segment", as the results call a chunk. */
    static final class Names extends EnumNames<LanguageScope> {
        Names() {
            super(LanguageScope.class);
        }

        @Override
        public LanguageScope convert(String value) {
            return value.equals("segment") ? CHUNK : super.convert(value);
        }
    }
}
