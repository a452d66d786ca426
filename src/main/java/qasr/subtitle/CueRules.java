package qasr.subtitle;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The limits of subtitles. Times are in milliseconds.
 *
 * <p>Source: Netflix's Timed Text Style Guide, General Requirements (5/6 s to 7 s, two lines) and Subtitle Timing
 * Guidelines (a gap is 2 frames, 84 ms of film, or at least half a second; subtitles can stay half a second longer than
 * the speech, and can begin 3 frames beside it). The BBC lets them stay 1.5 s longer.
 *
 * @param width the width of a line in characters, or empty for that of the profile and the language
 * @param lines the most lines
 * @param speed the reading speed in characters per second, or empty for that of the profile and the language
 * @param minMillis the shortest duration
 * @param maxMillis the longest duration
 * @param gapMillis the gap between two subtitles
 */
public record CueRules(
        SubtitleProfile profile,
        OptionalInt width,
        int lines,
        OptionalDouble speed,
        long minMillis,
        long maxMillis,
        long gapMillis) {
    /** The default limits. */
    public static final CueRules DEFAULT = of(SubtitleProfile.AUTO);

    /** A longer pause inside an utterance ends a subtitle. */
    static final long PAUSE_MILLIS = 700;
    /** A smaller gap would flicker, so it is closed to {@link #gapMillis}. */
    static final long FLICKER_MILLIS = 500;
    /** A subtitle can begin so much beside its first word: 3 frames of film. */
    static final long SYNC_MILLIS = 125;

    private static final long HANG_MILLIS = 500;
    private static final long BBC_HANG_MILLIS = 1500;
    private static final long MIN_MILLIS = 833;
    private static final long MAX_MILLIS = 7000;
    private static final long GAP_MILLIS = 84;
    private static final int LINES = 2;
    private static final int UNLIMITED = 1_000_000_000;

    public CueRules {
        if (lines < 1 || minMillis < 0 || maxMillis < Math.max(1, minMillis) || gapMillis < 0) {
            throw new IllegalArgumentException("rules " + lines + " lines, " + minMillis + " to " + maxMillis + " ms, "
                    + gapMillis + " ms between");
        }
    }

    /** Returns the limits of {@code profile}. */
    public static CueRules of(SubtitleProfile profile) {
        boolean none = profile == SubtitleProfile.NONE;
        return new CueRules(
                profile,
                OptionalInt.empty(),
                none ? UNLIMITED : LINES,
                OptionalDouble.empty(),
                none ? 0 : MIN_MILLIS,
                none ? UNLIMITED : MAX_MILLIS,
                none ? 0 : GAP_MILLIS);
    }

    /** Returns how long a subtitle can stay after its last word, to be read. */
    long hangMillis() {
        return switch (profile) {
            case AUTO, NETFLIX -> HANG_MILLIS;
            case BBC -> BBC_HANG_MILLIS;
            case NONE -> 0;
        };
    }

    /** Returns whether an utterance without further limits is one subtitle, as it is. */
    boolean keepsUtterances() {
        return profile == SubtitleProfile.NONE;
    }

    /** Returns the limits for {@code language}. */
    ReadingLimit limit(String language) {
        return ReadingLimit.of(this, language);
    }
}
