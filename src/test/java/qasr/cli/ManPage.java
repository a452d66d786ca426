package qasr.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import qasr.console.ExitStatus;
import qasr.console.ProgramVersion;

/** Fills in the man page's template from the options, so that each option is described exactly once. */
final class ManPage {
    private static final String HELP = "help";

    private final CommandSpec program;
    private final List<CommandSpec> commands;

    ManPage(CommandLine parser) {
        program = parser.getCommandSpec();
        commands =
                leaves(program).filter(command -> !command.name().equals(HELP)).toList();
    }

    /** The commands that can be run; for {@code models}, its subcommands. */
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
        return template.replace("@VERSION@", escaped(ProgramVersion.current()))
                .replace("@SYNOPSIS@", synopsis())
                .replace("@COMMANDS@", commandList())
                .replace("@OPTIONS@", optionList())
                .replace("@EXIT@", exitStatuses())
                .replace("@EXAMPLES@", examples());
    }

    /** Returns a page for {@code command}, with its own subcommands. */
    static String of(CommandSpec command) {
        String name = command.qualifiedName("-");
        StringBuilder page = new StringBuilder(".\\\" made from the program's options by GeneratedDocsTest\n");
        page.append(".TH ").append(escaped(name.toUpperCase(Locale.ROOT)));
        page.append(" 1 \"\" \"qasr ").append(escaped(ProgramVersion.current())).append("\" \"User Commands\"\n");
        String[] purpose = command.usageMessage().description();
        page.append(".SH NAME\n").append(escaped(name)).append(" \\- ");
        page.append(escaped(purpose[0].replaceFirst("\\.$", ""))).append("\n.SH SYNOPSIS\n");
        page.append(synopsis(command))
                .append("\n.SH DESCRIPTION\n")
                .append(Arrays.stream(purpose).map(ManPage::escaped).collect(Collectors.joining("\n.PP\n")))
                .append("\n");
        command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .forEach(parameter -> page.append(".TP\n.I ")
                        .append(escaped(parameter.paramLabel()))
                        .append("\n")
                        .append(escaped(String.join(" ", parameter.description())))
                        .append("\n"));
        page.append(".SH OPTIONS\n");
        OptionGroups.of(command).forEach((heading, options) -> {
            page.append(".SS ").append(escaped(heading)).append("\n");
            options.forEach(option -> page.append(entry(option)).append("\n"));
        });
        if (command.usageMessage().footer().length > 0) {
            page.append(".SH EXAMPLES\n.nf\n");
            for (String line : command.usageMessage().footer()) {
                page.append(escaped(line.strip())).append("\n");
            }
            page.append(".fi\n");
        }
        List<String> others = command.subcommands().values().stream()
                .map(child -> child.getCommandSpec().qualifiedName("-"))
                .collect(Collectors.toList());
        others.add(0, "qasr");
        page.append(".SH SEE ALSO\n");
        page.append(
                others.stream().map(other -> ".BR " + escaped(other) + " (1)").collect(Collectors.joining("\n")));
        return page.append("\n").toString();
    }

    private static String synopsis(CommandSpec command) {
        String operands = HelpText.operands(command);
        return ".B " + escaped(command.qualifiedName(" ")) + "\n[OPTION...]"
                + (operands.isEmpty() ? "" : " " + escaped(operands));
    }

    private String synopsis() {
        return commands.stream()
                .map(command ->
                        ".B " + escaped(command.qualifiedName()) + "\n[\\fIOPTION\\fR ...]" + parameters(command))
                .collect(Collectors.joining("\n.br\n"));
    }

    private static String parameters(CommandSpec command) {
        return command.positionalParameters().stream()
                .map(parameter -> {
                    String operand = "\\fI" + escaped(parameter.paramLabel()) + "\\fR"
                            + (parameter.arity().max() > 1 ? " ..." : "");
                    return parameter.arity().min() == 0 ? " [" + operand + "]" : " " + operand;
                })
                .collect(Collectors.joining());
    }

    private String commandList() {
        return commands.stream()
                .map(command -> ".TP\n.B " + escaped(name(command)) + "\n"
                        + escaped(command.usageMessage().description()[0]))
                .collect(Collectors.joining("\n"));
    }

    /** Lists each option once, with the commands that have it in this form. */
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
        String label = "\\fI" + escaped(HelpText.label(option)) + "\\fR";
        String value = OptionalValue.is(option) ? "[=" + label + "]" : " " + label;
        String parameter = option.arity().max() == 0 ? "" : value;
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
