package qasr.output;

/** The output formats of transcripts. */
public enum Format implements ResultFormat {
    /** Plain text, one line per utterance. */
    TXT(Sharing.HEADINGS),
    /** SubRip subtitles. */
    SRT(Sharing.NEVER),
    /** WebVTT subtitles. */
    VTT(Sharing.NEVER),
    /** The schema {@code qasr.transcript/1}. */
    JSON(Sharing.LINES),
    /** JSON Lines, one object per utterance. */
    JSONL(Sharing.NEVER),
    /** Start, end and text, separated by tabs. */
    TSV(Sharing.NEVER),
    /** Start, end and text, separated by commas. */
    CSV(Sharing.NEVER),
    /** Lyrics with times. */
    LRC(Sharing.NEVER),
    /** Advanced SubStation Alpha subtitles. */
    ASS(Sharing.NEVER),
    /** Markdown: the recording's name as a heading, and paragraphs. */
    MD(Sharing.OWN_HEADINGS);

    private final Sharing sharing;

    Format(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public Sharing sharing() {
        return sharing;
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
