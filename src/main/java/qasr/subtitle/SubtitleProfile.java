package qasr.subtitle;

/** A set of limits for subtitles. */
public enum SubtitleProfile {
    /**
     * For verbatim text: Netflix's limits for the deaf and hard of hearing (SDH), which allow a higher reading speed.
     */
    AUTO,
    /** Netflix's limits for ordinary subtitles. */
    NETFLIX,
    /** The BBC's Subtitle Guidelines: 37 characters (68 % of a 16:9 picture), 180 words per minute. */
    BBC,
    /** No limits: each utterance is one subtitle. */
    NONE
}
