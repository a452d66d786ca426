package qasr.output;

/**
 * The limits of subtitles.
 *
 * @param columns the width of a line
 * @param wideColumns the width of a line of mostly Chinese, Japanese or Korean text, whose characters take two columns
 * @param minMillis the shortest duration of a cue, if the next one leaves room
 * @param maxMillis the longest duration of a cue
 * @param gapMillis the gap between two cues, if there is room
 */
record CueRules(int columns, int wideColumns, long minMillis, long maxMillis, long gapMillis) {
    /**
     * Netflix's Timed Text Style Guide: 42 columns, 16 full-width characters, 5/6 s to 7 s; two frames of film (84 ms)
     * apart.
     */
    static final CueRules DEFAULT = new CueRules(42, 32, 833, 7000, 84);
}
