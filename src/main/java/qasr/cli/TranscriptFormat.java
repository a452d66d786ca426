package qasr.cli;

import qasr.output.Format;
import qasr.output.TranscriptWriter;

/** The formats of {@code transcribe}. */
enum TranscriptFormat implements ResultFormat {
    TXT(Sharing.HEADINGS),
    SRT(Sharing.NEVER),
    JSON(Sharing.LINES);

    private final Sharing sharing;

    TranscriptFormat(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public Sharing sharing() {
        return sharing;
    }

    /**
     * Returns a new writer for one recording.
     *
     * @param oneLine whether the result has to fit on a line, if the format allows it
     */
    TranscriptWriter writer(boolean oneLine) {
        return switch (this) {
            case TXT -> Format.TXT.writer(oneLine);
            case SRT -> Format.SRT.writer(oneLine);
            case JSON -> Format.JSON.writer(oneLine);
        };
    }

    /** Their names on the command line. */
    static final class Names extends EnumNames<TranscriptFormat> {
        Names() {
            super(TranscriptFormat.class);
        }
    }
}
