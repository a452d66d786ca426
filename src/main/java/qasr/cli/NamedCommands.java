package qasr.cli;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands that a command line may mean. Reading the annotations of all options takes longer than the rest of the start,
 * so the others get a name and a description only, as the list of commands shows them.
 */
final class NamedCommands {
    /** Every command. */
    static final NamedCommands ALL = new NamedCommands(command -> true);

    /** With one of these, words without a command's name do not mean {@code transcribe}, see {@link PeerArguments}. */
    private static final List<String> WITHOUT_COMMAND = List.of("--help", "--version", "-V");

    private final Predicate<Command> isNamed;

    private NamedCommands(Predicate<Command> isNamed) {
        this.isNamed = isNamed;
    }

    /**
     * Returns the commands whose names are among {@code words}, wherever they are, and {@code transcribe}, which needs no name,
     * unless its options cannot be asked for.
     *
     * @param peer the program that qasr was called as
     */
    static NamedCommands of(PeerProgram peer, String... words) {
        List<String> all = List.of(words);
        boolean others = peer == PeerProgram.NONE && WITHOUT_COMMAND.stream().anyMatch(all::contains);
        return new NamedCommands(command -> names(command).anyMatch(all::contains)
                || (!others && command.name().equals(PeerArguments.TRANSCRIBE)));
    }

    private static Stream<String> names(Command command) {
        return Stream.concat(Stream.of(command.name()), Arrays.stream(command.aliases()));
    }

    /** Adds the command of class {@code type} to {@code program}. */
    void add(Class<?> type, CommandLine program) {
        Command command = type.getAnnotation(Command.class);
        CommandLine added = isNamed.test(command)
                ? new CommandLine(type)
                : new CommandLine(CommandSpec.create()
                        .aliases(command.aliases())
                        .usageMessage(new CommandLine.Model.UsageMessageSpec().description(command.description())));
        program.addSubcommand(command.name(), added);
    }
}
