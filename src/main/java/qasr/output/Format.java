package qasr.output;

import java.util.Locale;

/** The formats a transcript can be written in. */
public enum Format {
    /** One line per utterance. */
    TXT,
    /** SubRip subtitles. */
    SRT,
    /** WebVTT subtitles. */
    VTT,
    /** The schema {@code qasr.transcript/1}. */
    JSON,
    /** One object a line for each utterance. */
    JSONL,
    /** Start, end and words with tabs between them. */
    TSV,
    /** The same with commas. */
    CSV,
    /** Lyrics with times. */
    LRC,
    /** Advanced SubStation Alpha subtitles. */
    ASS;

    /** Returns the file extension without its dot, which is also the format's name on the command line. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns a new writer for one recording.
     *
     * @param oneLine whether the result must fit on one line where the format allows it: JSON Lines
     */
    public TranscriptWriter writer(boolean oneLine) {
        return switch (this) {
            case TXT -> new TextWriter();
            case SRT -> new SrtWriter();
            case VTT -> new VttWriter();
            case JSON -> new TranscriptJson(oneLine);
            case JSONL -> new JsonLinesWriter();
            case TSV -> Table.tsv();
            case CSV -> Table.csv();
            case LRC -> new LrcWriter();
            case ASS -> new AssWriter();
        };
    }
}
