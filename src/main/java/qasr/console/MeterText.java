package qasr.console;

import java.time.Duration;
import java.util.Locale;

/** Words the line that a recording shows: its length so far and the level of the microphone. */
public final class MeterText {
    /** The level at which the bar is empty. */
    private static final double LOWEST_DECIBELS = -60;

    private static final int MAX_BAR = 40;
    private static final int MIN_BAR = 5;

    private MeterText() {}

    /**
     * Returns a line such as "recording  0:12  [######----]  -23 dB". In a narrow window the words go first, then the bar.
     *
     * @param decibels the peak level below full scale, at most 0
     */
    public static String line(int columns, Duration length, double decibels) {
        String clock = Clock.minutes(length);
        String level = String.format(Locale.ROOT, "%4.0f dB", decibels);
        String words = columns > 60 ? "recording  " : "";
        int bar = Math.min(MAX_BAR, columns - 1 - words.length() - clock.length() - level.length() - 6);
        if (bar < MIN_BAR) {
            return words + clock + "  " + level;
        }
        int filled = (int) Math.round(bar * Math.max(0, 1 - decibels / LOWEST_DECIBELS));
        return words + clock + "  [" + "#".repeat(filled) + "-".repeat(bar - filled) + "]  " + level;
    }
}
