package qasr.subtitle;

import java.util.Locale;

/**
 * A rule that a subtitle breaks.
 *
 * @param cue the number of the subtitle, 1 for the first
 * @param start its start in milliseconds
 * @param value the value that breaks the rule, with the limit
 */
public record Violation(int cue, long start, Rule rule, String value) {
    /** A rule of subtitles. */
    public enum Rule {
        /** A subtitle ends after it starts, and does not start before the previous one. */
        ORDER,
        /** Subtitles do not overlap. */
        OVERLAP,
        /** A subtitle has text. */
        EMPTY,
        /** A subtitle begins with its first word, and does not end before its last one. */
        SYNC,
        MIN_DURATION,
        MAX_DURATION,
        /** The gap between two subtitles is long enough. */
        GAP,
        /** A gap of 3 to 11 frames flickers: it is closed to 2 frames. */
        FLICKER,
        LINES,
        WIDTH,
        SPEED,
        /** Some marks do not begin a line, some do not end one. */
        KINSOKU,
        /** A number and its measure word, and a name, are on one line. */
        SPLIT;

        /** Returns its name in messages, such as "min-duration". */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Returns a line for people and scripts: the subtitle, its start, the rule and the value. */
    public String text() {
        return "cue " + cue + " at " + clock(start) + ": " + rule.label() + ": " + value;
    }

    static String clock(long millis) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                millis % 1000);
    }
}
