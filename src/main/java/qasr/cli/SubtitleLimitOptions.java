package qasr.cli;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.job.SubtitleWishes;
import qasr.subtitle.SubtitleProfile;

/** The limits of subtitles. */
@HelpHeading("Subtitles")
final class SubtitleLimitOptions {
    private static final int MAX_WIDTH = 1000;
    private static final int MAX_LINES = 20;
    private static final int MAX_SECONDS = 600;
    private static final int MAX_GAP_MILLIS = 10_000;
    private static final double MIN_SPEED = 0.1;
    private static final double MIN_SECONDS = 0.1;
    private static final int MILLIS = 1000;

    @Changes(Changes.Effect.FILES)
    @Option(
            names = "--subtitle-profile",
            paramLabel = "PROFILE",
            description = {
                "Use the limits of this style guide: ${COMPLETION-CANDIDATES} (default: auto).",
                "auto has Netflix's limits for verbatim subtitles (SDH): 833 ms to 7 s, 2 lines, 42 characters (Chinese, Japanese and Korean: 16 full-width; Thai: 35), 20 characters per second (Chinese 11, Korean 14, Japanese 7, Arabic 23, Hindi 25). netflix has those for ordinary subtitles, which are slower: 17 (English and Arabic 20, Chinese 9, Korean 12, Japanese 4 in lines of 13, Hindi 22). bbc has 37 characters and 18 per second. none has no limits: each utterance is one subtitle. The other options of this group replace single limits."
            })
    private SubtitleProfile profile;

    @Changes(Changes.Effect.FILES)
    @Option(
            names = "--max-line-width",
            paramLabel = "N",
            description = {
                "Break lines at N characters.",
                "In Chinese, Japanese and Korean subtitles, N counts full-width characters; a Latin letter is half of one."
            })
    private Integer width;

    @Changes(Changes.Effect.FILES)
    @Option(names = "--max-lines", paramLabel = "N", description = "Show at most N lines at once.")
    private Integer lines;

    @Changes(Changes.Effect.FILES)
    @Option(names = "--max-cps", paramLabel = "N", description = "Show at most N characters per second, if possible.")
    private Double speed;

    @Changes(Changes.Effect.FILES)
    @Option(
            names = "--min-cue",
            paramLabel = "S",
            description = "Show each subtitle for at least S seconds, if there is room.")
    private Double minSeconds;

    @Changes(Changes.Effect.FILES)
    @Option(
            names = "--max-cue",
            paramLabel = "S",
            description = "Show each subtitle for at most S seconds, unless a single word is longer.")
    private Double maxSeconds;

    @Changes(Changes.Effect.FILES)
    @Option(
            names = "--min-gap",
            paramLabel = "MS",
            description = "Leave at least MS milliseconds between two subtitles, if there is room.")
    private Integer gapMillis;

    /**
     * Returns what was asked for.
     *
     * @throws CommandException if a number is out of range
     */
    SubtitleWishes wishes(boolean highlight) throws CommandException {
        check("--max-line-width", width, 1, MAX_WIDTH, "characters");
        check("--max-lines", lines, 1, MAX_LINES, "lines");
        check("--max-cps", speed, MIN_SPEED, MAX_WIDTH, "characters per second");
        check("--min-cue", minSeconds, 0, MAX_SECONDS, "seconds");
        check("--max-cue", maxSeconds, MIN_SECONDS, MAX_SECONDS, "seconds");
        check("--min-gap", gapMillis, 0, MAX_GAP_MILLIS, "milliseconds");
        if (minSeconds != null && maxSeconds != null && minSeconds > maxSeconds) {
            throw Usage.error("--min-cue", "must not be greater than --max-cue " + maxSeconds + ", not " + minSeconds);
        }
        return new SubtitleWishes(
                profile == null ? SubtitleProfile.AUTO : profile,
                whole(width),
                whole(lines),
                speed == null ? OptionalDouble.empty() : OptionalDouble.of(speed),
                millis(minSeconds),
                millis(maxSeconds),
                gapMillis == null ? OptionalLong.empty() : OptionalLong.of(gapMillis),
                highlight);
    }

    private static void check(String option, Number value, double min, double max, String unit)
            throws CommandException {
        if (value != null) {
            Usage.within(option, value.doubleValue(), min, max, unit);
        }
    }

    private static OptionalInt whole(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static OptionalLong millis(Double seconds) {
        return seconds == null ? OptionalLong.empty() : OptionalLong.of(Math.round(seconds * MILLIS));
    }
}
