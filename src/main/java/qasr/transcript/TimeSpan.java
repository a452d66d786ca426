package qasr.transcript;

import java.time.Duration;

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

    /** Returns {@code time} in whole milliseconds, half of one rounded up. */
    static Duration rounded(Duration time) {
        return Duration.ofMillis(time.plusNanos(HALF_MILLI_NANOS).toMillis());
    }
}
