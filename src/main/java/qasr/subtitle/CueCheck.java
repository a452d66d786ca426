package qasr.subtitle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Checks subtitles against rules: those that {@link CueBuilder} has made, or those of a file. */
public final class CueCheck {
    /** Two frames of film and a half: a larger gap has 3 frames. */
    private static final long TWO_FRAMES_MILLIS = 105;
    /** Twelve frames of film are at least half a second; 11 frames at 24 per second are less than this. */
    private static final long ELEVEN_FRAMES_MILLIS = 460;

    private static final double SPEED_TOLERANCE = 1e-6;
    private static final long ROUNDING_MILLIS = 10;

    private final CueRules rules;
    private final List<String> names;
    /** By how much the times of a file with hundredths of a second, such as ass, can be off. */
    private final long rounding;

    private final List<Violation> violations = new ArrayList<>();

    private CueCheck(CueRules rules, List<String> names, long rounding) {
        this.rules = rules;
        this.rounding = rounding;
        this.names = names.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * Returns the rules that {@code cues} break, in order.
     *
     * @param names names that are not split between lines
     */
    public static List<Violation> violations(List<Cue> cues, CueRules rules, List<String> names) {
        boolean hundredths =
                cues.stream().allMatch(cue -> cue.start() % ROUNDING_MILLIS == 0 && cue.end() % ROUNDING_MILLIS == 0);
        CueCheck check = new CueCheck(rules, names, hundredths ? ROUNDING_MILLIS : 0);
        for (int i = 0; i < cues.size(); i++) {
            check.checkTimes(i + 1, cues.get(i));
            if (i > 0) {
                check.checkOrder(i + 1, cues.get(i - 1), cues.get(i));
            }
            check.checkText(i + 1, cues.get(i));
            check.checkSync(i + 1, cues.get(i));
            check.checkSplits(
                    i + 1, cues.get(i), i + 1 < cues.size() ? Optional.of(cues.get(i + 1)) : Optional.empty());
        }
        return List.copyOf(check.violations);
    }

    /** Returns the violations of words that none of {@code cues} shows in their time: one for each subtitle, of its latest word. */
    static List<Violation> late(List<Cue> cues, List<CueBuilder.MovedWord> moved) {
        SortedMap<Integer, CueBuilder.MovedWord> latest = new TreeMap<>();
        for (CueBuilder.MovedWord word : moved) {
            int number = cues.size();
            while (number > 1 && cues.get(number - 1).start() > word.shown()) {
                number--;
            }
            latest.merge(number, word, (one, other) -> other.late() > one.late() ? other : one);
        }
        List<Violation> violations = new ArrayList<>();
        latest.forEach((number, word) -> violations.add(new Violation(
                number,
                cues.get(number - 1).start(),
                Violation.Rule.SYNC,
                "shows '" + word.word().text().strip() + "' " + word.late() + " ms after it is said")));
        return violations;
    }

    private void add(int number, Cue cue, Violation.Rule rule, String value) {
        violations.add(new Violation(number, cue.start(), rule, value));
    }

    private void checkTimes(int number, Cue cue) {
        long millis = cue.end() - cue.start();
        if (millis <= 0) {
            add(number, cue, Violation.Rule.ORDER, "ends at " + Violation.clock(cue.end()) + ", not after its start");
            return;
        }
        if (millis < rules.minMillis() - rounding) {
            add(number, cue, Violation.Rule.MIN_DURATION, millis + " ms, at least " + rules.minMillis());
        }
        if (millis > rules.maxMillis() + rounding) {
            add(number, cue, Violation.Rule.MAX_DURATION, millis + " ms, at most " + rules.maxMillis());
        }
    }

    private void checkOrder(int number, Cue before, Cue cue) {
        long gap = cue.start() - before.end();
        if (cue.start() < before.start()) {
            add(
                    number,
                    cue,
                    Violation.Rule.ORDER,
                    "starts before the previous one, " + Violation.clock(before.start()));
        } else if (gap < 0) {
            add(number, cue, Violation.Rule.OVERLAP, -gap + " ms with the previous one");
        } else if (gap < rules.gapMillis() - rounding) {
            add(number, cue, Violation.Rule.GAP, gap + " ms, at least " + rules.gapMillis());
        } else if (rules.gapMillis() > 0
                && gap > Math.max(TWO_FRAMES_MILLIS, rules.gapMillis() + ROUNDING_MILLIS)
                && gap < ELEVEN_FRAMES_MILLIS) {
            add(number, cue, Violation.Rule.FLICKER, "gap of " + gap + " ms, close it to " + rules.gapMillis());
        }
    }

    private void checkText(int number, Cue cue) {
        String all = String.join(" ", cue.texts());
        if (all.isBlank()) {
            add(number, cue, Violation.Rule.EMPTY, "no text");
            return;
        }
        List<String> shown = cue.labelledTexts();
        if (shown.size() > rules.lines()) {
            add(number, cue, Violation.Rule.LINES, shown.size() + " lines, at most " + rules.lines());
        }
        ReadingLimit limit = rules.limit(ScriptCount.of(all).language(cue.language()));
        int columns = 0;
        for (String line : shown) {
            int width = Cells.of(line);
            columns += width;
            if (width > limit.columns()) {
                add(
                        number,
                        cue,
                        Violation.Rule.WIDTH,
                        characters(width, limit) + ", at most " + limit.characters() + ": '" + line + "'");
            }
        }
        cue.texts().forEach(line -> checkEnds(number, cue, line));
        double speed = limit.speed(columns, cue.end() - cue.start());
        double slowest = limit.speed(columns, cue.end() - cue.start() + rounding);
        if (Double.isFinite(speed) && slowest > limit.speed() + SPEED_TOLERANCE) {
            add(
                    number,
                    cue,
                    Violation.Rule.SPEED,
                    String.format(Locale.ROOT, "%.1f characters per second, at most %s", speed, number(limit.speed())));
        }
    }

    private static String characters(int columns, ReadingLimit limit) {
        String count = number((double) columns / limit.cell());
        return count + (limit.cell() == 1 ? " characters" : " full-width characters");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    private void checkEnds(int number, Cue cue, String line) {
        String text = line.strip();
        if (text.isEmpty()) {
            return;
        }
        int first = text.codePointAt(0);
        int last = text.codePointBefore(text.length());
        boolean leading = Script.isNotFirst(first) && text.codePoints().anyMatch(Character::isLetterOrDigit);
        // Speech that goes on or changes speaker begins with a dash or an ellipsis in Western subtitles.
        if (leading && "\u2026\u2014\u2013.".indexOf(first) < 0) {
            add(
                    number,
                    cue,
                    Violation.Rule.KINSOKU,
                    "line begins with " + Character.toString(first) + ": '" + text + "'");
        }
        if (Script.isNotLast(last) && text.length() > 1 && Character.getType(last) != Character.CURRENCY_SYMBOL) {
            add(number, cue, Violation.Rule.KINSOKU, "line ends with " + Character.toString(last) + ": '" + text + "'");
        }
    }

    private void checkSync(int number, Cue cue) {
        List<TimedWord> words = cue.words();
        if (words.isEmpty()) {
            return;
        }
        long first = words.stream().mapToLong(TimedWord::start).min().orElseThrow();
        long last = words.stream().mapToLong(TimedWord::end).max().orElseThrow();
        // Marks before the first letter are silent, so their time may be skipped.
        long spoken = words.stream()
                .filter(word -> word.text().codePoints().anyMatch(Character::isLetterOrDigit))
                .mapToLong(TimedWord::start)
                .min()
                .orElse(first);
        boolean early = cue.start() < Math.min(first, spoken) - CueRules.SYNC_MILLIS;
        boolean late = cue.start() > Math.max(first, spoken) + CueRules.SYNC_MILLIS;
        if (early || late) {
            add(number, cue, Violation.Rule.SYNC, cue.start() - first + " ms after its first word");
        }
        if (cue.end() < last) {
            add(number, cue, Violation.Rule.SYNC, last - cue.end() + " ms before the end of its last word");
        }
    }

    private void checkSplits(int number, Cue cue, Optional<Cue> next) {
        List<String> lines = new ArrayList<>(cue.texts());
        next.filter(other -> other.language().equals(cue.language())
                        && other.start() - cue.end() < CueRules.PAUSE_MILLIS
                        && !other.lines().isEmpty())
                .ifPresent(other -> lines.add(other.texts().get(0)));
        for (int i = 0; i + 1 < lines.size(); i++) {
            String left = lines.get(i).strip();
            String right = lines.get(i + 1).strip();
            if (left.isEmpty() || right.isEmpty()) {
                continue;
            }
            boolean measured = Measures.joins(left + right, left.length())
                    && Character.isDigit(left.codePointBefore(left.length()))
                    && !Character.isDigit(right.codePointAt(0));
            if (measured || splitsName(left, right)) {
                add(number, cue, Violation.Rule.SPLIT, "'" + tail(left) + "' | '" + head(right) + "'");
            }
        }
    }

    private boolean splitsName(String left, String right) {
        for (String blank : List.of("", " ")) {
            String both = (left + blank + right).toLowerCase(Locale.ROOT);
            for (String name : names) {
                int from = Math.max(0, left.length() + blank.length() - name.length() + 1);
                int at = both.indexOf(name, from);
                if (at >= 0 && at < left.length() && at + name.length() > left.length() + blank.length()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String tail(String text) {
        return text.codePoints()
                .skip(Math.max(0, text.codePointCount(0, text.length()) - 8))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String head(String text) {
        return text.codePoints().limit(8).mapToObj(Character::toString).collect(Collectors.joining());
    }
}
