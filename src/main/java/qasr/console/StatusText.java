package qasr.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import qasr.transcribe.Workload.Estimate;

/**
 * Words the progress lines: the current recording, the batch, the text so far. Bars are
 * ASCII, since block characters are one column wide in some terminals and two in others.
 */
public final class StatusText {
    /** From here on there is room for speed and the word "left". */
    private static final int WIDE = 60;
    /** From here on there is room for what the speed is compared with. */
    private static final int VERY_WIDE = 120;
    /** A name cut shorter than this tells nothing. */
    private static final int MIN_LABEL = 5;

    private static final String CUT = "..";

    private static final int MAX_LABEL = 32;
    private static final int MAX_BAR = 50;
    private static final int MIN_BAR = 5;
    private static final Pattern BAR = Pattern.compile("\\[(#+)");

    private final int columns;
    private final int label;

    /**
     * Makes lines for a window.
     *
     * @param label how wide the names at their beginning should be; cut if that is too much
     */
    public StatusText(int columns, int label) {
        this.columns = columns;
        this.label = Math.min(Math.min(label, MAX_LABEL), Math.max(8, columns / 3));
    }

    /**
     * Returns a line such as "talk.wav  [###-----]  42%  3.1x  1:02 left". In a narrow window the bar goes first, then the
     * time left, then the name.
     */
    public String line(String name, Estimate estimate) {
        List<String> parts = new ArrayList<>();
        parts.add(percent(estimate));
        if (columns >= WIDE) {
            parts.add(columns >= VERY_WIDE ? pad(words(estimate.speed()), 32) : pad(speed(estimate.speed()), 6));
            parts.add(pad(left(estimate.secondsLeft()), 12));
        } else {
            parts.add(pad(clock(estimate.secondsLeft()), 7));
        }
        String numbers = String.join("  ", parts);
        if (room(numbers) < Math.min(label, MIN_LABEL)) {
            numbers = parts.get(0);
        }
        int width = Math.min(label, room(numbers));
        if (width < Math.min(label, MIN_LABEL)) {
            return numbers;
        }
        int bar = room(numbers) - width - 2;
        String middle = bar - 2 >= MIN_BAR ? bar(estimate, Math.min(MAX_BAR, bar - 2)) + "  " : "";
        return (label(name, width) + "  " + middle + numbers).stripTrailing();
    }

    /** The columns left of {@code numbers}, which the last column and a gap of two are not part of. */
    private int room(String numbers) {
        return columns - 1 - 2 - numbers.length();
    }

    /** Returns the end of {@code text} that fits on a line below the bars. */
    public String tail(String text) {
        int room = columns - 1 - 2;
        int[] characters = Console.oneLine(text.strip()).codePoints().toArray();
        int start = characters.length;
        int width = 0;
        while (start > 0) {
            width += Columns.of(Character.toString(characters[start - 1]));
            if (width > room) {
                break;
            }
            start--;
        }
        return "> " + new String(characters, start, characters.length - start);
    }

    /** Returns {@code line} with the done part of its bar in colour. */
    static String inked(boolean colors, String line) {
        Matcher bar = BAR.matcher(line);
        return colors && bar.find()
                ? line.substring(0, bar.start(1)) + Ink.GREEN.on(true, bar.group(1)) + line.substring(bar.end(1))
                : line;
    }

    private static String label(String name, int width) {
        String clean = Console.oneLine(name);
        String cut = Columns.of(clean) <= width ? clean : Columns.truncate(clean, width - CUT.length()) + CUT;
        return cut + " ".repeat(Math.max(0, width - Columns.of(cut)));
    }

    private static String percent(Estimate estimate) {
        return estimate.fraction().isPresent()
                ? String.format(
                        Locale.ROOT, "%3d%%", (int) (100 * estimate.fraction().getAsDouble()))
                : pad(Clock.minutes(seconds(estimate.doneSeconds())), 4);
    }

    private static String speed(OptionalDouble speed) {
        return speed.isPresent() ? String.format(Locale.ROOT, "%.1fx", speed.getAsDouble()) : "";
    }

    private static String words(OptionalDouble speed) {
        return speed.isPresent() ? Speed.words(speed.getAsDouble()) : "";
    }

    private static String left(OptionalDouble left) {
        return left.isPresent() ? clock(left) + " left" : "";
    }

    private static String clock(OptionalDouble left) {
        return left.isPresent() ? Clock.minutes(seconds(left.getAsDouble())) : "";
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(1000 * seconds));
    }

    private static String pad(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String bar(Estimate estimate, int width) {
        int done = (int) (width * estimate.fraction().orElse(0));
        return "[" + "#".repeat(done) + "-".repeat(width - done) + "]";
    }
}
