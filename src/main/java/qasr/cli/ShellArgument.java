package qasr.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import qasr.console.ConstantName;

/**
 * The kind of words that shells complete for a value. The label of the value decides.
 *
 * @param words the words to choose from, empty unless {@code kind} is WORDS or LIST
 */
record ShellArgument(Kind kind, List<String> words) {
    /** Kinds of values, by the names that the scripts use. */
    enum Kind {
        /** No value: a flag. */
        FLAG,
        /** A value that cannot be completed: a number, a time, a name. */
        NONE,
        /** One word of some. */
        WORDS,
        /** Some words, joined by commas. */
        LIST,
        FILE,
        FOLDER,
        /** A text, or @ and a file. */
        AT_FILE,
        /** An installed model, or a folder. */
        MODEL,
        /** A command, and the commands below it. */
        COMMAND;

        /** Returns the name in scripts. */
        String shellName() {
            return ConstantName.of(this).replace('-', '_');
        }
    }

    ShellArgument {
        words = List.copyOf(words);
    }

    /** Returns what {@code option} takes. The word after an option whose value must be attached is not its value. */
    static ShellArgument of(OptionSpec option) {
        return option.arity().max() == 0 || OptionalValue.is(option)
                ? new ShellArgument(Kind.FLAG, List.of())
                : of((ArgSpec) option);
    }

    /** Returns the operands of {@code command}. */
    static ShellArgument operand(CommandSpec command) {
        if (command.userObject() instanceof HelpCommand) {
            return new ShellArgument(Kind.COMMAND, List.of());
        }
        return command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .findFirst()
                .map(ShellArgument::of)
                .orElse(new ShellArgument(Kind.NONE, List.of()));
    }

    private static ShellArgument of(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            List<String> words = StreamSupport.stream(
                            argument.completionCandidates().spliterator(), false)
                    .toList();
            return new ShellArgument(argument.splitRegex().isEmpty() ? Kind.WORDS : Kind.LIST, words);
        }
        return new ShellArgument(kind(argument), List.of());
    }

    private static Kind kind(ArgSpec argument) {
        return switch (argument.paramLabel()) {
            case "DIR", "FOLDER" -> Kind.FOLDER;
            case "DIR|NAME", "NAME|DIR" -> Kind.MODEL;
            case "NAME" -> argument instanceof PositionalParamSpec ? Kind.MODEL : Kind.NONE;
            case "TEXT|@FILE" -> Kind.AT_FILE;
            case "FILE", "INPUT", "RECORDING", "RESULT", "RESULT.json", "REF HYP" -> Kind.FILE;
            default -> Kind.NONE;
        };
    }

    /** Returns the names of an option, those that negate it too. */
    static List<String> names(OptionSpec option) {
        List<String> names = new ArrayList<>(Arrays.asList(option.names()));
        if (option.negatable()) {
            Stream.of(option.names())
                    .filter(name -> name.startsWith("--"))
                    .forEach(name -> names.add("--no-" + name.substring(2)));
        }
        return names;
    }

    /** Returns the options of {@code command} that help shows. */
    static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    /** Returns the commands below {@code command}. */
    static List<CommandSpec> children(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(child -> !child.usageMessage().hidden())
                .toList();
    }

    /** Returns {@code command} and all commands below it. */
    static Stream<CommandSpec> all(CommandSpec command) {
        return Stream.concat(Stream.of(command), children(command).stream().flatMap(ShellArgument::all));
    }

    /** Returns the names of {@code commands}, with blanks between. */
    static String names(List<CommandSpec> commands) {
        return String.join(" ", commands.stream().map(CommandSpec::name).toList());
    }
}
