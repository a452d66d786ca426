package qasr.transcript;

/**
 * A part of a recording without text.
 *
 * @param kind the sound in this part
 */
public record Gap(TimeSpan span, Kind kind) {
    /** The sound in a gap. */
    public enum Kind {
        SILENCE,
        NOISE,
        MUSIC,
        /** Unknown: the samples are not finite numbers. */
        FAILED,
        /** Unknown: the speech detector had failed before. There may be speech. */
        UNHEARD
    }
}
