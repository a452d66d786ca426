package qasr.transcript;

import java.time.Duration;
import java.util.Locale;

/**
 * A time range of a recording. Its times are whole milliseconds (rounded half up on creation), so that writing it to a
 * file and reading it back gives the same range.
 */
public record TimeSpan(Duration start, Duration end) {
    private static final long HALF_MILLI_NANOS = 500_000;

    public TimeSpan {
        start = rounded(start);
        end = rounded(end);
        if (start.isNegative() || end.compareTo(start) < 0) {
            throw new IllegalArgumentException("time span from " + start + " to " + end);
        }
    }

    /** Returns its length. */
    public Duration length() {
        return end.minus(start);
    }

    /** Returns the time in its middle. */
    public Duration middle() {
        return start.plus(end).dividedBy(2);
    }

    /** Returns whether it contains {@code time}; both ends are included. */
    public boolean contains(Duration time) {
        return start.compareTo(time) <= 0 && time.compareTo(end) <= 0;
    }

    /** Returns this range as text for a message, such as "0:01:02.5-0:01:04.0". */
    public String text() {
        return text(start) + "-" + text(end);
    }

    /** Returns {@code time} as text for a message, in hours, minutes and seconds, such as "0:01:02.5". */
    public static String text(Duration time) {
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d.%d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toMillisPart() / 100);
    }

    /** Returns {@code time} rounded half up to whole milliseconds. */
    public static Duration rounded(Duration time) {
        return Duration.ofMillis(time.plusNanos(HALF_MILLI_NANOS).toMillis());
    }
}
