package qasr.transcript;

/**
 * A stretch without text.
 *
 * @param kind what is heard there instead
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
        UNHEARD
    }
}
