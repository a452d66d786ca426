package qasr.cli;

import qasr.output.Format;
import qasr.output.Paragraphs;
import qasr.output.TranscriptWriter;

/** The formats of {@code transcribe}. */
enum TranscriptFormat implements ResultFormat {
    TXT(Sharing.HEADINGS),
    SRT(Sharing.NEVER),
    VTT(Sharing.NEVER),
    JSON(Sharing.LINES),
    JSONL(Sharing.NEVER),
    TSV(Sharing.NEVER),
    CSV(Sharing.NEVER),
    LRC(Sharing.NEVER),
    ASS(Sharing.NEVER);

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
     * @param paragraphs how running text is parted
     */
    TranscriptWriter writer(boolean oneLine, Paragraphs paragraphs) {
        return this == TXT
                ? TranscriptWriter.text(paragraphs)
                : Format.valueOf(name()).writer(oneLine);
    }

    /** Their names on the command line. */
    static final class Names extends EnumNames<TranscriptFormat> {
        Names() {
            super(TranscriptFormat.class);
        }
    }
}
