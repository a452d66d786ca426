package qasr.cli;

/** The formats of {@code segment}. */
enum SegmentFormat implements ResultFormat {
    TSV(Sharing.HEADINGS),
    JSON(Sharing.LINES);

    private final Sharing sharing;

    SegmentFormat(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public Sharing sharing() {
        return sharing;
    }

    /** Their names on the command line. */
    static final class Names extends EnumNames<SegmentFormat> {
        Names() {
            super(SegmentFormat.class);
        }
    }
}
