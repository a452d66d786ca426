package qasr.cli;

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

    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command to explain.")
    private String command;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        CommandLine parent = spec.parent().commandLine();
        CommandLine wanted = command == null ? parent : parent.getSubcommands().get(command);
        if (wanted == null) {
            throw Usage.error(
                    "help",
                    "there is no command '" + command + "'; there are "
                            + String.join(", ", parent.getSubcommands().keySet()));
        }
        session.console().result(wanted.getUsageMessage());
        return ExitStatus.DONE;
    }
}
