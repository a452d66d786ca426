package qasr.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The value of an option that is not on the command line.
 *
 * @param values one, or several for an option that may be given several times
 * @param origin the variable or file it comes from
 */
record Setting(List<String> values, String origin) {
    private static final String HOME = "~/";

    Setting {
        values = List.copyOf(values);
    }

    /** Returns this setting with the user's {@code home} for "~/" in names of files: no shell has read them. */
    Setting below(Optional<String> home, OptionSpec option) {
        boolean isFile = option.typeInfo().isMultiValue()
                ? option.auxiliaryTypes()[0] == Path.class
                : option.type() == Path.class;
        return isFile && home.isPresent()
                ? new Setting(
                        values.stream()
                                .map(value -> value.startsWith(HOME)
                                        ? home.get() + value.substring(HOME.length() - 1)
                                        : value)
                                .toList(),
                        origin)
                : this;
    }
}
