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
    JSONL(Sharing.ROWS),
    /** Start, end and text, separated by tabs. */
    TSV(Sharing.ROWS),
    /** Start, end and text, separated by commas. */
    CSV(Sharing.ROWS),
    /** Lyrics with times. */
    LRC(Sharing.NEVER),
    /** Advanced SubStation Alpha subtitles. */
    ASS(Sharing.NEVER),
    /** Markdown: the recording's name as a heading, and paragraphs. */
    MD(Sharing.OWN_HEADINGS),
    /** A page for readers. */
    HTML(Sharing.NEVER),
    /** Tiers of utterances and words for Praat. */
    TEXTGRID(Sharing.NEVER),
    /** Turns of speakers, as NIST's tools read it. */
    RTTM(Sharing.LINES);

    private final Sharing sharing;

    Format(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public Sharing sharing() {
        return sharing;
    }

    @Override
    public String columns() {
        return columns(false);
    }

    private String columns(boolean speakers) {
        return switch (this) {
            case TSV -> Table.columns('\t', true, speakers);
            case CSV -> Table.columns(',', true, speakers);
            default -> "";
        };
    }

    /** Returns this format of transcripts with known speakers: several tables on one stream then have a column for them. */
    public ResultFormat withSpeakers() {
        return new WithSpeakers(this);
    }

    private record WithSpeakers(Format format) implements ResultFormat {
        @Override
        public String name() {
            return format.name();
        }

        @Override
        public Sharing sharing() {
            return format.sharing();
        }

        @Override
        public String columns() {
            return format.columns(true);
        }
    }

    /** Returns whether this format shows subtitles. */
    public boolean isSubtitles() {
        return switch (this) {
            case SRT, VTT, ASS, LRC -> true;
            default -> false;
        };
    }

    /** Returns a new writer for one recording. */
    public TranscriptWriter writer(Layout layout) {
        return switch (this) {
            case TXT -> new TextWriter(layout);
            case SRT -> new SrtWriter(layout.subtitles());
            case VTT -> new VttWriter(layout.subtitles());
            case JSON -> new TranscriptJson(layout.shared());
            case JSONL -> new JsonLinesWriter(layout);
            case TSV -> Table.tsv(layout);
            case CSV -> Table.csv(layout);
            case LRC -> new LrcWriter(layout.subtitles());
            case ASS -> new AssWriter(layout.subtitles());
            case MD -> new MarkdownWriter(layout);
            case HTML -> new HtmlWriter(layout);
            case TEXTGRID -> new TextGridWriter();
            case RTTM -> new RttmWriter(layout.path() ? layout.source() : RttmWriter.stem(layout.source()));
        };
    }
}
