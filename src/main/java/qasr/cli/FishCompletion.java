package qasr.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes what fish completes: a line for each option and command, and the functions that they ask. */
final class FishCompletion {
    private final StringBuilder script = new StringBuilder();

    private FishCompletion() {}

    /** Returns the script for {@code program}. */
    static String of(CommandSpec program) {
        FishCompletion made = new FishCompletion();
        made.script.append("# Completes the command line of qasr in fish. Made from the program's options.\n\n");
        made.script.append(ScriptParts.read("completion.fish").replace("@PATHS@", paths(program)));
        ShellArgument.all(program).forEach(made::addCommand);
        return made.script.toString();
    }

    private static String paths(CommandSpec program) {
        return String.join(
                " ",
                ShellArgument.all(program)
                        .skip(1)
                        .map(FishCompletion::path)
                        .map(FishCompletion::quoted)
                        .toList());
    }

    /** "models pull", "" for the program. */
    private static String path(CommandSpec command) {
        String name = command.qualifiedName();
        return name.contains(" ") ? name.substring(name.indexOf(' ') + 1) : "";
    }

    private void addCommand(CommandSpec command) {
        script.append('\n');
        String path = path(command);
        String here = " -n " + quoted("__qasr_at '" + path + "'");
        for (CommandSpec child : ShellArgument.children(command)) {
            line(here + " -f -a " + child.name() + " -d "
                    + quoted(child.usageMessage().description()[0]));
        }
        if (path.isEmpty()) { // 'qasr talk.m4a' transcribes
            line(" -n " + quoted("__qasr_at ''; and test -n (commandline -ct)") + " -F");
        }
        if (command.subcommands().isEmpty()) {
            ShellArgument operand = ShellArgument.operand(command);
            line(here + (operand.kind() == ShellArgument.Kind.FILE ? " -F" : " -f" + arguments(operand)));
        }
        for (OptionSpec option : ShellArgument.options(command)) {
            StringBuilder text = new StringBuilder(here);
            for (String name : ShellArgument.names(option)) {
                text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
            }
            line(text.append(value(ShellArgument.of(option))) + " -d " + quoted(HelpText.summary(option)));
        }
    }

    private void line(String text) {
        script.append("complete -c qasr").append(text).append('\n');
    }

    private static String value(ShellArgument argument) {
        return switch (argument.kind()) {
            case FLAG -> "";
            case FILE -> " -r -F";
            default -> " -x" + arguments(argument);
        };
    }

    private static String arguments(ShellArgument argument) {
        List<String> words = argument.words();
        return switch (argument.kind()) {
            case WORDS -> " -a " + quoted(String.join(" ", words));
            case LIST -> " -a " + quoted("(__qasr_list " + String.join(" ", words) + ")");
            case FOLDER -> " -a '(__qasr_folders)'";
            case MODEL -> " -a '(__qasr_models; __qasr_folders)'";
            case AT_FILE -> " -a '(__qasr_at_file)'";
            case COMMAND -> " -a '(__qasr_help)'";
            default -> "";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
