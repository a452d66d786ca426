package qasr.cli;

import java.util.List;

/**
 * The value of an option that is not on the command line.
 *
 * @param values one, or several for an option that may be given several times
 * @param origin the variable or file it comes from
 */
record Setting(List<String> values, String origin) {
    Setting {
        values = List.copyOf(values);
    }
}
