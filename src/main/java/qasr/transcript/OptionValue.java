package qasr.transcript;

import java.util.List;

/**
 * The value of an option, in the form in which a user types it.
 *
 * @param values exactly one value, or any number if {@code several}
 * @param several whether the option takes several values
 */
public record OptionValue(List<String> values, boolean several) {
    public OptionValue {
        values = List.copyOf(values);
        if (!several && values.size() != 1) {
            throw new IllegalArgumentException(values.size() + " values of an option that has one");
        }
    }

    /** Returns the value of an option with one value. */
    public static OptionValue of(String value) {
        return new OptionValue(List.of(value), false);
    }

    /** Returns the value of an option that takes several values. */
    public static OptionValue of(List<String> values) {
        return new OptionValue(values, true);
    }
}
