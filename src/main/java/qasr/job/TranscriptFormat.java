package qasr.job;

import qasr.output.Format;
import qasr.output.Layout;
import qasr.output.TranscriptWriter;

/** The formats of {@code transcribe}. */
public enum TranscriptFormat implements ResultFormat {
    TXT(Sharing.HEADINGS),
    SRT(Sharing.NEVER),
    VTT(Sharing.NEVER),
    JSON(Sharing.LINES),
    JSONL(Sharing.NEVER),
    TSV(Sharing.NEVER),
    CSV(Sharing.NEVER),
    LRC(Sharing.NEVER),
    ASS(Sharing.NEVER),
    MD(Sharing.OWN_HEADINGS);

    private final Sharing sharing;

    TranscriptFormat(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public Sharing sharing() {
        return sharing;
    }

    /** Returns a new writer for one recording. */
    public TranscriptWriter writer(Layout layout) {
        return Format.valueOf(name()).writer(layout);
    }
}
