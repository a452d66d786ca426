package qasr.console;

import java.math.BigDecimal;

/** Makes the errors of a command line that can be parsed but is wrong, such as a number out of range. */
public final class Usage {
    private Usage() {}

    /** Returns the error that {@code option} is wrong because of {@code message}. */
    public static CommandException error(String option, String message) {
        return new CommandException(new Failure(option, message, ExitStatus.USAGE));
    }

    /**
     * Returns {@code value} if it lies in [min, max].
     *
     * @param unit what it counts, for the message, or ""
     * @throws CommandException if it does not
     */
    public static double within(String option, double value, double min, double max, String unit)
            throws CommandException {
        if (value >= min && value <= max) {
            return value;
        }
        String range =
                max == Integer.MAX_VALUE ? "at least " + plain(min) : "between " + plain(min) + " and " + plain(max);
        throw error(option, "must be " + range + (unit.isEmpty() ? "" : " " + unit) + ", not " + plain(value));
    }

    private static String plain(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
