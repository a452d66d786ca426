package qasr.console;

import java.util.Locale;

/** The one measure of speed for people: how many times faster than real time. Files for programs have the RTF. */
public final class Speed {
    /** From here on decimals say nothing. */
    private static final double LARGE = 9.95;
    /** Nearer to 1 than this, "1.0 times faster" would be read as twice as fast. */
    private static final double EQUAL = 0.05;

    private Speed() {}

    /**
     * Returns "3.1 times faster than real time".
     *
     * @param speed seconds of sound in a second of time, above 0
     */
    public static String words(double speed) {
        if (Math.abs(speed - 1) < EQUAL) {
            return "as fast as real time";
        }
        return speed > 1
                ? times(speed) + " times faster than real time"
                : times(1 / speed) + " times slower than real time";
    }

    private static String times(double factor) {
        return String.format(Locale.ROOT, factor < LARGE ? "%.1f" : "%.0f", factor);
    }
}
