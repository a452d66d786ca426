package qasr.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes what zsh completes: a function for each command, which hands its options to {@code _arguments}. */
final class ZshCompletion {
    private final StringBuilder script = new StringBuilder();

    private ZshCompletion() {}

    /** Returns the script for {@code program}. */
    static String of(CommandSpec program) {
        ZshCompletion made = new ZshCompletion();
        made.script.append(
                "#compdef qasr\n# Completes the command line of qasr in zsh. Made from the program's options.\n");
        ShellArgument.all(program).forEach(made::addCommand);
        return made.script.append('\n') + ScriptParts.read("completion.zsh");
    }

    private void addCommand(CommandSpec command) {
        script.append('\n').append(function(command)).append("() {\n");
        if (ShellArgument.operand(command).kind() == ShellArgument.Kind.COMMAND) {
            addHelp(command.parent());
        } else if (command.subcommands().isEmpty()) {
            addArguments("-s -S", command);
            command.positionalParameters().stream()
                    .limit(1)
                    .forEach(parameter -> add("'*:" + quoted(parameter.paramLabel()) + ":"
                            + action(ShellArgument.operand(command)) + "'"));
            script.append('\n');
        } else {
            addChildren(command);
        }
        script.append("}\n");
    }

    private void addChildren(CommandSpec command) {
        List<CommandSpec> children = ShellArgument.children(command);
        boolean program = command.parent() == null;
        if (program) {
            addUncommanded(command);
        }
        script.append("    local curcontext=\"$curcontext\" state line\n    local -a commands\n");
        addArguments("-C", command);
        add("'1:command:->command'");
        add("'*::argument:->argument'");
        script.append("\n    case $state in\n        command)\n            commands=(\n");
        for (CommandSpec child : children) {
            script.append("                '" + child.name() + ":" + quoted(summary(child)) + "'\n");
        }
        script.append("            )\n            _describe -t commands command commands"
                + (program ? " || _files" : "") + "\n            ;;\n");
        script.append("        argument)\n            case $line[1] in\n");
        for (CommandSpec child : children) {
            script.append("                " + child.name() + ") " + function(child) + " ;;\n");
        }
        if (program) { // 'qasr talk.m4a' transcribes
            script.append("                *) " + function(command) + "_" + PeerArguments.TRANSCRIBE + " ;;\n");
        }
        script.append("            esac\n            ;;\n    esac\n");
    }

    /** Hands a line that has other options than the program's own before any command to transcribe, which knows them. */
    private void addUncommanded(CommandSpec program) {
        String own = ShellArgument.options(program).stream()
                .flatMap(option -> ShellArgument.names(option).stream())
                .collect(Collectors.joining(" "));
        script.append("    local -a own names\n    own=(").append(own).append(")\n    names=(");
        script.append(ShellArgument.names(ShellArgument.children(program))).append(")\n");
        script.append("    if ! _qasr_is_own; then\n        ")
                .append(function(program))
                .append('_');
        script.append(PeerArguments.TRANSCRIBE).append("\n        return\n    fi\n");
    }

    /** The words before the cursor name a command; those below it come next. */
    private void addHelp(CommandSpec program) {
        script.append("    local -a names\n    case \"${(j: :)words[2,CURRENT-1]}\" in\n");
        ShellArgument.all(program).filter(each -> !each.subcommands().isEmpty()).forEach(each -> {
            String path = each.qualifiedName()
                    .substring(program.qualifiedName().length())
                    .strip();
            script.append(
                    "        '" + path + "') names=(" + ShellArgument.names(ShellArgument.children(each)) + ") ;;\n");
        });
        script.append("    esac\n    compadd -a names\n");
    }

    private void addArguments(String flags, CommandSpec command) {
        script.append("    _arguments ").append(flags);
        for (OptionSpec option : ShellArgument.options(command)) {
            add(specification(option));
        }
    }

    private void add(String argument) {
        script.append(" \\\n        ").append(argument);
    }

    private static String specification(OptionSpec option) {
        ShellArgument argument = ShellArgument.of(option);
        boolean flag = argument.kind() == ShellArgument.Kind.FLAG;
        List<String> all = ShellArgument.names(option);
        List<String> names = all.stream()
                .map(name -> flag ? name : name + (name.startsWith("--") ? "=" : "+"))
                .toList();
        String exclusive = option.isMultiValue() ? "'*'" : "'(" + String.join(" ", all) + ")'";
        String written = names.size() == 1 ? names.get(0) : "{" + String.join(",", names) + "}";
        String value = flag ? "" : ":" + quoted(option.paramLabel()) + ":" + action(argument);
        return exclusive + written + "'["
                + quoted(HelpText.summary(option).replaceFirst("\\.$", ""))
                        .replace("[", "\\[")
                        .replace("]", "\\]") + "]" + value + "'";
    }

    private static String action(ShellArgument argument) {
        String words = argument.words().stream().map(ZshCompletion::quoted).collect(Collectors.joining(" "));
        return switch (argument.kind()) {
            case WORDS -> "(" + words + ")";
            case LIST -> "_values -s , value " + words;
            case FILE -> "_files";
            case FOLDER -> "_files -/";
            case AT_FILE -> "_qasr_at_file";
            case MODEL -> "_qasr_model";
            default -> " ";
        };
    }

    private static String function(CommandSpec command) {
        return "_" + command.qualifiedName("_");
    }

    private static String summary(CommandSpec command) {
        return command.usageMessage().description()[0].replaceFirst("\\.$", "");
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("'", "'\\''").replace(":", "\\:");
    }
}
