package qasr.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Writes what bash completes: a table of commands, options and kinds of values, and below it what looks things up in it
 * ({@code completion.bash} among the resources). picocli's own script completes no file names and takes one option's values for
 * another's.
 */
final class BashCompletion {
    private final StringBuilder script = new StringBuilder();

    private BashCompletion() {}

    /** Returns the script for {@code program}. */
    static String of(CommandSpec program) {
        BashCompletion made = new BashCompletion();
        made.script.append("# Completes the command line of qasr in bash. Made from the program's options.\n");
        made.script.append(
                "\n# What COMMAND knows, and which values its OPTION takes; without an option, its operands.\n");
        made.script.append("_qasr_describe() {\n    options='' commands='' kind=none words=''\n    case $1 in\n");
        ShellArgument.all(program).forEach(made::addCommand);
        made.script.append("    esac\n}\n\n");
        return made.script + ScriptParts.read("completion.bash");
    }

    private void addCommand(CommandSpec command) {
        List<OptionSpec> options = ShellArgument.options(command);
        line(2, "'" + command.qualifiedName() + "')");
        line(
                3,
                "options='"
                        + options.stream()
                                .flatMap(option -> ShellArgument.names(option).stream())
                                .collect(Collectors.joining(" "))
                        + "'");
        if (!command.subcommands().isEmpty()) {
            line(3, "commands='" + ShellArgument.names(ShellArgument.children(command)) + "'");
        }
        line(3, "case $2 in");
        line(4, "'') " + described(ShellArgument.operand(command)) + " ;;");
        for (OptionSpec option : options) {
            line(
                    4,
                    String.join(" | ", ShellArgument.names(option)) + ") " + described(ShellArgument.of(option))
                            + " ;;");
        }
        line(4, "*) kind=unknown ;;");
        line(3, "esac");
        line(3, ";;");
    }

    private static String described(ShellArgument argument) {
        String words = argument.words().isEmpty() ? "" : " words='" + String.join(" ", argument.words()) + "'";
        return "kind=" + argument.kind().shellName() + words;
    }

    private void line(int depth, String text) {
        script.append("    ".repeat(depth)).append(text).append('\n');
    }
}
