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
    ASS,
    /** Markdown: the recording's name as a heading, and paragraphs. */
    MD;

    /** Returns the file extension without its dot, which is also the format's name on the command line. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns a new writer for one recording. */
    public TranscriptWriter writer(Layout layout) {
        return switch (this) {
            case TXT -> new TextWriter(layout);
            case SRT -> new SrtWriter();
            case VTT -> new VttWriter();
            case JSON -> new TranscriptJson(layout.oneLine());
            case JSONL -> new JsonLinesWriter();
            case TSV -> Table.tsv();
            case CSV -> Table.csv();
            case LRC -> new LrcWriter();
            case ASS -> new AssWriter();
            case MD -> new MarkdownWriter(layout);
        };
    }
}
