package qasr.transcript;

import java.util.List;

/**
 * What an option was, as it would be typed.
 *
 * @param values one, or any number for an option that takes several
 * @param several whether it takes several
 */
public record OptionValue(List<String> values, boolean several) {
    public OptionValue {
        values = List.copyOf(values);
        if (!several && values.size() != 1) {
            throw new IllegalArgumentException(values.size() + " values of an option that has one");
        }
    }

    /** Returns the value of an option that has one. */
    public static OptionValue of(String value) {
        return new OptionValue(List.of(value), false);
    }

    /** Returns the values of an option that may have several. */
    public static OptionValue of(List<String> values) {
        return new OptionValue(values, true);
    }
}
