package qasr.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import qasr.console.Environment;

/**
 * The help of a command: {@code --help} shows every option, {@code -h} the most used ones on one screen. Of an option's
 * description help shows the first element; the others are details for the man page.
 *
 * <p>Why not picocli's own: it needs 55 columns, breaks lines inside {@code s16le,16000,1}, and repeats the label of a list.
 */
final class HelpText {
    /** The default width of help. */
    private static final int COLUMNS = 80;
    /** Lines that fit on a screen. Shorter help is printed in full. */
    private static final int BRIEF_LINES = 60;

    private static final String FULL = "--help";
    /** Where descriptions begin, and how narrow they may be beside the names. */
    private static final int NAMES = 27;

    private static final int MIN_BESIDE = 30;
    private static final String INDENT = "      ";

    private final CommandSpec command;
    private final int width;
    private final StringBuilder text = new StringBuilder();

    private HelpText(CommandSpec command, int width) {
        this.command = command;
        this.width = width;
    }

    /** Returns how wide help is. */
    static int columns(Environment environment) {
        return Environment.columns(environment.variables()).orElse(COLUMNS);
    }

    /** Returns the help of {@code command} that {@code parsed} asks for. */
    static String of(CommandSpec command, ParseResult parsed, int width) {
        return parsed.originalArgs().contains(FULL) ? full(command, width) : brief(command, width);
    }

    /** Returns all of it. */
    static String full(CommandSpec command, int width) {
        HelpText help = new HelpText(command, width);
        help.addHead(List.of(command.usageMessage().description()));
        help.addOptions(OptionGroups.of(command));
        help.addExamples();
        return help.text.toString();
    }

    /** Returns what people need most, in less than 60 lines of 80 columns. */
    static String brief(CommandSpec command, int width) {
        boolean isProgram = command.parent() == null;
        String full = full(command, width);
        if (full.lines().count() < BRIEF_LINES && !isProgram) {
            return full;
        }
        HelpText help = new HelpText(command, width);
        help.addHead(List.of(command.usageMessage().description()[0]));
        if (isProgram) {
            help.addTranscribe(
                    command.subcommands().get(PeerArguments.TRANSCRIBE).getCommandSpec());
        }
        help.addOptions(OptionGroups.often(command));
        help.addExamples();
        if (!isProgram) {
            help.text.append('\n');
            help.addWrapped("", "'" + command.qualifiedName() + " " + FULL + "' prints all options.");
        }
        return help.text.toString();
    }

    /** Returns the command line as a whole, such as "qasr transcribe [OPTION...] [INPUT...]". */
    static String synopsis(CommandSpec command) {
        return (command.qualifiedName() + " [OPTION...] " + operands(command)).strip();
    }

    /** Returns the operands in a command line, such as "AUDIO TEXT" or "[INPUT...]"; optional ones are in brackets. */
    static String operands(CommandSpec command) {
        return command.subcommands().isEmpty()
                ? command.positionalParameters().stream()
                        .filter(parameter -> !parameter.hidden())
                        .map(HelpText::operand)
                        .collect(Collectors.joining(" "))
                : "COMMAND";
    }

    private static String operand(PositionalParamSpec parameter) {
        String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
        return parameter.arity().min() == 0 ? "[" + label + "]" : label;
    }

    private void addHead(List<String> paragraphs) {
        addWrapped("", "Usage: " + synopsis(command));
        for (String paragraph : paragraphs) {
            text.append('\n');
            addWrapped("", paragraph);
        }
        List<PositionalParamSpec> operands = command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .toList();
        if (!operands.isEmpty()) {
            text.append('\n');
            operands.forEach(operand -> addEntry("  " + operand.paramLabel(), operand.description()[0]));
        }
        if (!command.subcommands().isEmpty()) {
            text.append("\nCommands:\n");
            command.subcommands()
                    .forEach((name, child) -> addEntry(
                            "  " + name, child.getCommandSpec().usageMessage().description()[0], 15));
        }
    }

    private void addOptions(Map<String, List<OptionSpec>> groups) {
        groups.forEach((heading, options) -> {
            text.append('\n').append(heading).append(":\n");
            options.forEach(option -> addEntry(names(option), summary(option)));
        });
    }

    /** Adds the options that most people need: where the text goes, the model, the language. */
    private void addTranscribe(CommandSpec transcribe) {
        text.append("\nMost used options of ").append(transcribe.name()).append(":\n");
        OptionGroups.often(transcribe).values().stream()
                .limit(3)
                .flatMap(List::stream)
                .forEach(option -> addEntry(names(option), summary(option)));
    }

    private void addExamples() {
        String[] lines = command.usageMessage().footer();
        if (lines.length > 0) {
            text.append("\nExamples:\n");
            Arrays.stream(lines).forEach(line -> text.append(line).append('\n'));
        }
        if (!command.subcommands().isEmpty()) {
            String name = command.qualifiedName();
            text.append('\n');
            addWrapped("", "'" + name + " COMMAND " + FULL + "' prints all options of a command.");
            addWrapped("", "'man " + command.qualifiedName("-") + "-COMMAND' explains them in detail.");
        }
    }

    /** Returns the first element of a description. */
    static String summary(ArgSpec argument) {
        return argument.description().length == 0 ? "" : argument.description()[0];
    }

    /** "  -o, --output=FILE", with long names below each other. */
    private static String names(OptionSpec option) {
        List<String> names = new ArrayList<>(List.of(option.names()));
        names.sort((a, b) -> a.length() - b.length());
        String last = names.remove(names.size() - 1);
        String before = names.isEmpty() ? INDENT : "  " + String.join(", ", names) + ", ";
        String shown = option.negatable() ? last.replaceFirst("^--", "--[no-]") : last;
        return before + shown + value(option);
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        return OptionalValue.is(option) ? "[=" + label(option) + "]" : "=" + label(option);
    }

    /** Returns what stands for an option's value, with dots if several may be joined by commas. */
    static String label(OptionSpec option) {
        return option.paramLabel() + (option.splitRegex().isEmpty() ? "" : ",...");
    }

    private void addEntry(String name, String description) {
        addEntry(name, description, NAMES);
    }

    private void addEntry(String name, String description, int column) {
        int place = width - column >= MIN_BESIDE ? column : Math.min(8, width / 4);
        if (name.length() >= place) {
            text.append(name).append('\n');
            addWrapped(" ".repeat(place), description);
        } else {
            int start = text.length();
            addWrapped(" ".repeat(place), description);
            text.replace(start, start + name.length(), name);
        }
    }

    /** Adds lines that begin with {@code indent} and end, where a blank allows it, before the help's width. */
    private void addWrapped(String indent, String paragraph) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : paragraph.split(" ", -1)) {
            if (line.length() > indent.length()) {
                if (line.length() + 1 + word.length() > width) {
                    text.append(line).append('\n');
                    line.setLength(indent.length());
                } else {
                    line.append(' ');
                }
            }
            line.append(word);
        }
        text.append(line).append('\n');
    }
}
