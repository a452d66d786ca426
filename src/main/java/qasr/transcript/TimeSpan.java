package qasr.transcript;

import java.time.Duration;
import java.util.Locale;

/**
 * A stretch of a recording. Its times are whole milliseconds (rounded half up when it is made), so that what is written
 * to a file and read back is the same stretch.
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

    /** Returns how long it is. */
    public Duration length() {
        return end.minus(start);
    }

    /** Returns the middle of it. */
    public Duration middle() {
        return start.plus(end).dividedBy(2);
    }

    /** Tells whether {@code time} lies in it, both ends included. */
    public boolean contains(Duration time) {
        return start.compareTo(time) <= 0 && time.compareTo(end) <= 0;
    }

    /** Returns it for a message, such as "0:01:02.5-0:01:04.0". */
    public String text() {
        return text(start) + "-" + text(end);
    }

    /** Returns {@code time} as hours, minutes and seconds for a message, such as "0:01:02.5". */
    public static String text(Duration time) {
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d.%d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toMillisPart() / 100);
    }

    /** Returns {@code time} in whole milliseconds, half of one rounded up. */
    static Duration rounded(Duration time) {
        return Duration.ofMillis(time.plusNanos(HALF_MILLI_NANOS).toMillis());
    }
}
