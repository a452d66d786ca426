package qasr.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Fills the man page's template in from the options, so that none is described twice or forgotten. */
final class ManPage {
    private static final String HELP = "help";

    private final CommandSpec program;
    private final List<CommandSpec> commands;

    ManPage(CommandLine parser) {
        program = parser.getCommandSpec();
        commands =
                leaves(program).filter(command -> !command.name().equals(HELP)).toList();
    }

    /** The commands that do something: of {@code models} its own commands. */
    private static Stream<CommandSpec> leaves(CommandSpec command) {
        return command.subcommands().isEmpty()
                ? Stream.of(command)
                : command.subcommands().values().stream().flatMap(each -> leaves(each.getCommandSpec()));
    }

    private String name(CommandSpec command) {
        return command.qualifiedName().substring(program.name().length() + 1);
    }

    /** Returns {@code template} with its placeholders filled in. */
    String fill(String template) {
        return template.replace("@VERSION@", escaped(Version.current()))
                .replace("@SYNOPSIS@", synopsis())
                .replace("@COMMANDS@", commandList())
                .replace("@OPTIONS@", optionList())
                .replace("@EXIT@", exitStatuses())
                .replace("@EXAMPLES@", examples());
    }

    private String synopsis() {
        return commands.stream()
                .map(command ->
                        ".B " + escaped(command.qualifiedName()) + "\n[\\fIOPTION\\fR ...]" + parameters(command))
                .collect(Collectors.joining("\n.br\n"));
    }

    private static String parameters(CommandSpec command) {
        return command.positionalParameters().stream()
                .map(parameter -> " \\fI" + escaped(parameter.paramLabel()) + "\\fR"
                        + (parameter.arity().max() > 1 ? " ..." : ""))
                .collect(Collectors.joining());
    }

    private String commandList() {
        return commands.stream()
                .map(command -> ".TP\n.B " + escaped(name(command)) + "\n"
                        + escaped(String.join(" ", command.usageMessage().description())))
                .collect(Collectors.joining("\n"));
    }

    /** Each option once, under the commands that have it in just this form. */
    private String optionList() {
        Map<String, List<String>> users = new LinkedHashMap<>();
        for (CommandSpec command : commands) {
            for (OptionSpec option : command.options()) {
                if (!option.hidden()) {
                    users.computeIfAbsent(entry(option), key -> new ArrayList<>())
                            .add(name(command));
                }
            }
        }
        Map<String, List<String>> groups = new LinkedHashMap<>();
        users.forEach((entry, names) ->
                groups.computeIfAbsent(heading(names), key -> new ArrayList<>()).add(entry));
        return groups.entrySet().stream()
                .map(group -> ".SS " + escaped(group.getKey()) + "\n" + String.join("\n", group.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private String heading(List<String> names) {
        return names.size() == commands.size() ? "All commands" : String.join(", ", names);
    }

    private static String entry(OptionSpec option) {
        String names = Arrays.stream(option.names())
                .map(name -> "\\fB" + escaped(name) + "\\fR")
                .collect(Collectors.joining(", "));
        String parameter = option.arity().max() == 0 ? "" : " \\fI" + escaped(option.paramLabel()) + "\\fR";
        return ".TP\n" + names + parameter + "\n" + escaped(String.join(" ", option.description()));
    }

    private static String exitStatuses() {
        return Arrays.stream(ExitStatus.values())
                .map(status -> ".TP\n.B " + status.code() + "\n" + escaped(status.meaning()))
                .collect(Collectors.joining("\n"));
    }

    private String examples() {
        return commands.stream()
                .flatMap(command -> Arrays.stream(command.usageMessage().footer()))
                .map(line -> escaped(line.strip()))
                .collect(Collectors.joining("\n", ".nf\n", "\n.fi"));
    }

    private static String escaped(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
        return escaped.startsWith(".") ? "\\&" + escaped : escaped;
    }
}
