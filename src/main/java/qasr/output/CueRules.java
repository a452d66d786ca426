package qasr.output;

/**
 * What subtitles keep to.
 *
 * @param columns width of a line
 * @param wideColumns width of a line of mostly Chinese, Japanese or Korean text, whose characters are two columns wide
 * @param minMillis how long a cue is shown at least, where the next one leaves room
 * @param maxMillis how long at most
 * @param gapMillis what stays free between two cues, where there is room
 */
record CueRules(int columns, int wideColumns, long minMillis, long maxMillis, long gapMillis) {
    /**
     * Netflix's Timed Text Style Guide: 42 columns, 16 full-width characters, 5/6 s to 7 s; two frames of film (84 ms)
     * apart.
     */
    static final CueRules DEFAULT = new CueRules(42, 32, 833, 7000, 84);
}
