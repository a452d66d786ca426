package qasr.output;

/** The formats a transcript can be written in. */
public enum Format {
    /** One line per utterance. */
    TXT,
    /** SubRip subtitles. */
    SRT,
    /** The schema {@code qasr.transcript/1}. */
    JSON;

    /** Returns the file extension without its dot, which is also the format's name on the command line. */
    public String extension() {
        return switch (this) {
            case TXT -> "txt";
            case SRT -> "srt";
            case JSON -> "json";
        };
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
            case JSON -> new TranscriptJson(oneLine);
        };
    }
}
