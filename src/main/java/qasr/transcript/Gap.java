package qasr.transcript;

/**
 * A stretch without text.
 *
 * @param kind what is heard there instead, if the gap is long enough to tell
 */
public record Gap(TimeSpan span, Kind kind) {
    /** What a gap is filled with. */
    public enum Kind {
        SILENCE,
        NOISE,
        MUSIC,
        /** What is there could not be heard: its samples are no numbers. */
        FAILED,
        /** Nobody listened: the speech detector had failed by then. There may be speech. */
        UNHEARD,
        /** Too short to tell: a pause between words. */
        PAUSE
    }
}
