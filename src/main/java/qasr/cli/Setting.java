package qasr.cli;

import java.util.List;

/**
 * What an option is to be where the command line does not say.
 *
 * @param values one, or several for an option that may be given several times
 * @param origin the variable or file it comes from
 */
record Setting(List<String> values, String origin) {
    Setting {
        values = List.copyOf(values);
    }
}
