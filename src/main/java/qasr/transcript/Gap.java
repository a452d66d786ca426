package qasr.transcript;

/**
 * A part of a recording without text.
 *
 * @param kind the sound in the gap, if the gap is long enough to tell
 */
public record Gap(TimeSpan span, Kind kind) {
    /** The sound in a gap. */
    public enum Kind {
        SILENCE,
        NOISE,
        MUSIC,
        /** Unknown: the samples are not finite numbers. */
        FAILED,
        /** Not searched for speech, because the speech detector had failed. There may be speech. */
        UNHEARD,
        /** Too short to tell: a pause between words. */
        PAUSE
    }
}
