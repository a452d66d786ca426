package qasr.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Usage;
import qasr.engine.Session;

/** {@code qasr help COMMAND}, the same as {@code qasr COMMAND --help}. */
@CommandLine.Command(name = "help", description = "Explain a command.")
final class HelpCommand implements Command {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command to explain, such as models pull.")
    private List<String> names = List.of();

    @Override
    public ExitStatus run(Session session) throws CommandException {
        CommandSpec wanted = spec.parent();
        for (String name : names) {
            CommandLine next = wanted.subcommands().get(name);
            if (next == null) {
                throw Usage.error("help", Suggestions.unknownCommand(wanted, name));
            }
            wanted = next.getCommandSpec();
        }
        session.console().result(HelpText.full(wanted, HelpText.columns(session.environment())));
        return ExitStatus.DONE;
    }
}
