package qasr.job;

import qasr.output.ResultFormat;
import qasr.output.SegmentTable;

/** The formats of {@code segment}. */
public enum SegmentFormat implements ResultFormat {
    TSV(Sharing.ROWS),
    JSON(Sharing.LINES),
    /** Turns, one a line, which name their recording. */
    RTTM(Sharing.ROWS),
    /** Labels of Audacity. */
    AUDACITY(Sharing.NEVER),
    /** Subtitles for editors, whose texts are the segments' speakers or numbers. */
    SRT(Sharing.NEVER);

    private final Sharing sharing;

    SegmentFormat(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public String columns() {
        return this == TSV ? SegmentTable.sharedColumns(false) : "";
    }

    /** Returns this format of segments with known speakers: several tables on one stream then have a column for them. */
    public ResultFormat withSpeakers() {
        return this == TSV ? new TsvWithSpeakers() : this;
    }

    private record TsvWithSpeakers() implements ResultFormat {
        @Override
        public String name() {
            return TSV.name();
        }

        @Override
        public Sharing sharing() {
            return TSV.sharing();
        }

        @Override
        public String columns() {
            return SegmentTable.sharedColumns(true);
        }
    }

    @Override
    public Sharing sharing() {
        return sharing;
    }
}
