package qasr.cli;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The facts about the command line that the launcher needs before it starts Java, as a file that the launcher reads: the
 * commands and options that need no native library, and the options that ask for fewer messages.
 */
final class LauncherWords {
    private LauncherWords() {}

    /** Returns the file, a line for each command or option. */
    static String of(CommandLine parser) {
        Set<String> lines = new TreeSet<>();
        addCommands(parser, "", lines);
        addOptions(parser, lines);
        return "# Made by GeneratedDocsTest of the commands and options, for the launcher.\n" + String.join("\n", lines)
                + "\n";
    }

    /** A command with subcommands does nothing itself; each subcommand has a line. */
    private static void addCommands(CommandLine parser, String before, Set<String> lines) {
        for (Map.Entry<String, CommandLine> each : parser.getSubcommands().entrySet()) {
            String name = before + each.getKey();
            if (!each.getValue().getSubcommands().isEmpty()) {
                lines.add("alone " + name);
                addCommands(each.getValue(), name + " ", lines);
            } else if (!(each.getValue().getCommand() instanceof EngineCommand)) {
                lines.add("short " + name);
            }
        }
    }

    private static void addOptions(CommandLine parser, Set<String> lines) {
        for (OptionSpec option : parser.getCommandSpec().options()) {
            if (option.usageHelp() || option.versionHelp()) {
                add("short-option ", option, lines);
            } else if (option.longestName().equals(GeneralOptions.QUIET)) {
                add("quiet-option ", option, lines);
            }
        }
    }

    private static void add(String kind, OptionSpec option, Set<String> lines) {
        for (String name : option.names()) {
            lines.add(kind + name);
        }
    }
}
