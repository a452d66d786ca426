package qasr.job;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import qasr.subtitle.CueRules;
import qasr.subtitle.SubtitleProfile;
import qasr.subtitle.Subtitles;
import qasr.transcript.OptionValue;

/**
 * The options for subtitles. What is empty is as the profile has it.
 *
 * @param width the width of a line in characters
 * @param lines the most lines
 * @param speed the most characters per second
 * @param minMillis the shortest duration
 * @param maxMillis the longest duration
 * @param gapMillis the gap between two subtitles
 * @param highlight whether each word is highlighted while it is said
 */
public record SubtitleWishes(
        SubtitleProfile profile,
        OptionalInt width,
        OptionalInt lines,
        OptionalDouble speed,
        OptionalLong minMillis,
        OptionalLong maxMillis,
        OptionalLong gapMillis,
        boolean highlight) {
    private static final int MILLIS = 1000;

    /** Returns the options that a result records, or empty if it records none of them. */
    public static Optional<SubtitleWishes> recorded(Map<String, OptionValue> options) {
        Map<String, Double> numbers = new java.util.HashMap<>();
        SubtitleProfile profile = SubtitleProfile.AUTO;
        boolean any = false;
        try {
            for (String name : List.of("max_line_width", "max_lines", "max_cps", "min_cue", "max_cue", "min_gap")) {
                if (options.containsKey(name)) {
                    numbers.put(
                            name, Double.parseDouble(options.get(name).values().get(0)));
                    any = true;
                }
            }
            if (options.containsKey("subtitle_profile")) {
                String name = options.get("subtitle_profile").values().get(0);
                profile = SubtitleProfile.valueOf(name.toUpperCase(Locale.ROOT));
                any = true;
            }
            SubtitleWishes wishes = new SubtitleWishes(
                    profile,
                    whole(numbers.get("max_line_width")),
                    whole(numbers.get("max_lines")),
                    numbers.containsKey("max_cps") ? OptionalDouble.of(numbers.get("max_cps")) : OptionalDouble.empty(),
                    millis(numbers.get("min_cue"), MILLIS),
                    millis(numbers.get("max_cue"), MILLIS),
                    millis(numbers.get("min_gap"), 1),
                    options.containsKey("highlight"));
            wishes.rules();
            return any || wishes.highlight() ? Optional.of(wishes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // of another version, or edited by hand
        }
    }

    private static OptionalInt whole(Double value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value.intValue());
    }

    private static OptionalLong millis(Double value, int unit) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(Math.round(value * unit));
    }

    /** Returns the limits. Without a shortest or longest duration, the other one bounds it. */
    public CueRules rules() {
        CueRules rules = CueRules.of(profile);
        long min = minMillis.orElse(Math.min(rules.minMillis(), maxMillis.orElse(Long.MAX_VALUE)));
        long max = maxMillis.orElse(Math.max(rules.maxMillis(), min));
        return new CueRules(
                profile, width, lines.orElse(rules.lines()), speed, min, max, gapMillis.orElse(rules.gapMillis()));
    }

    /**
     * Returns how subtitles are made.
     *
     * @param names names that are not split
     */
    public Subtitles subtitles(List<String> names) {
        return new Subtitles(rules(), highlight, names);
    }
}
