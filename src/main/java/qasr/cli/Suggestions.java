package qasr.cli;

import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import qasr.text.Spelling;

/** The suggestions in errors about unknown names. */
final class Suggestions {
    private Suggestions() {}

    /** Returns the error that {@code command} has no subcommand {@code name}. */
    static String unknownCommand(CommandSpec command, String name) {
        Collection<String> names = command.subcommands().keySet();
        if (names.isEmpty()) {
            return "'" + command.qualifiedName() + "' has no subcommands; '" + name + "' is not known";
        }
        return "unknown command '" + name + "'; commands: " + String.join(", ", names) + didYouMean(name, names);
    }

    /** Returns "; did you mean NAME?" with the nearest of {@code names}, or "" if none is near. */
    static String didYouMean(String wrong, Collection<String> names) {
        List<String> near = Spelling.near(wrong, names);
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }
}
