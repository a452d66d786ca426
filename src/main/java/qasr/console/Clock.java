package qasr.console;

import java.time.Duration;
import java.util.Locale;

/** Formats times for messages. */
public final class Clock {
    private Clock() {}

    /** Returns seconds for a message: "1.2 s". */
    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", inSeconds(time));
    }

    /** Returns {@code time} in seconds, also where it has more nanoseconds than a long holds (292 years). */
    static double inSeconds(Duration time) {
        return time.toSeconds() + time.toNanosPart() / 1e9;
    }

    /** Returns minutes and seconds, with hours if there are any, for the progress line: "1:02" or "1:00:02". */
    public static String minutes(Duration time) {
        long seconds = Math.round(time.toMillis() / 1e3);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
