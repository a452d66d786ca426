package qasr.transcript;

/**
 * A stretch in which nobody speaks.
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
        FAILED
    }
}
