package qasr.batch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses a time in a recording: seconds (90, 1.5) or a clock time (1:30, 2:05:00.250). */
public final class ClockTime {
    private static final Pattern FORM = Pattern.compile("(?:(?:(\\d{1,4}):)?(\\d{1,4}):)?(\\d{1,7}(?:\\.\\d{1,9})?)");
    private static final BigDecimal SIXTY = BigDecimal.valueOf(60);

    private ClockTime() {}

    /**
     * Returns the time in {@code text}.
     *
     * @throws IllegalArgumentException if {@code text} is not a time
     */
    public static Duration parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a time: write seconds or [h:]mm:ss");
        }
        BigDecimal seconds = new BigDecimal(parts.group(3));
        long minutes = parts.group(2) == null ? 0 : Long.parseLong(parts.group(2));
        long hours = parts.group(1) == null ? 0 : Long.parseLong(parts.group(1));
        boolean minutesOverflow = parts.group(1) != null && minutes >= 60;
        if (minutesOverflow || (parts.group(2) != null && seconds.compareTo(SIXTY) >= 0)) {
            throw new IllegalArgumentException("'" + text + "' is not a time: minutes and seconds go up to 59");
        }
        BigDecimal whole = seconds.add(BigDecimal.valueOf(60 * (minutes + 60 * hours)));
        return Duration.ofNanos(
                whole.movePointRight(9).setScale(0, RoundingMode.HALF_UP).longValueExact());
    }
}
