package qasr.transcript;

/**
 * A part of a recording without text.
 *
 * @param kind what is heard there instead, if the gap is long enough to tell
 */
public record Gap(TimeSpan span, Kind kind) {
    /** The sound in a gap. */
    public enum Kind {
        SILENCE,
        NOISE,
        MUSIC,
        /** Unknown: the samples are not finite numbers. */
        FAILED,
        /** Nobody listened: the speech detector had failed by then. There may be speech. */
        UNHEARD,
        /** Too short to tell: a pause between words. */
        PAUSE
    }
}
