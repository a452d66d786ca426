package qasr.cli;

/** Which times running text shows. */
enum Timestamps {
    NONE,
    /** That of each line or paragraph. */
    SEGMENT;

    /** Their names on the command line. */
    static final class Names extends EnumNames<Timestamps> {
        Names() {
            super(Timestamps.class);
        }
    }
}
