package qasr.job;

import qasr.output.ResultFormat;

/** The formats of {@code segment}. */
public enum SegmentFormat implements ResultFormat {
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
}
