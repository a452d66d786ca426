package qasr.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.engine.ModelLocator;
import qasr.engine.ModelRequest;
import qasr.engine.Session;
import qasr.model.Precision;

/** {@code qasr models path}. */
@CommandLine.Command(
        name = "path",
        description = {"Print the directory of a model.", "Without NAME, the directory of the default model is printed."
        },
        footer = "  ls -l \"$(qasr models path Qwen3-ASR-0.6B)\"")
final class ModelsPathCommand implements Command {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The name of an installed model.")
    private Path model;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        session.console().result(located(session, model) + "\n");
        return ExitStatus.DONE;
    }

    /**
     * Returns the directory of {@code model}, which may be null for the one that would be used.
     *
     * @throws CommandException if there is none
     */
    static Path located(Session session, Path model) throws CommandException {
        Path directory = new ModelLocator(session.environment(), session.console())
                .locate(new ModelRequest(
                        Optional.ofNullable(model),
                        OptionalInt.empty(),
                        "auto",
                        Precision.AUTO,
                        OptionalInt.empty(),
                        false));
        if (!Files.isDirectory(directory)) {
            throw new CommandException(new Failure(
                    directory.toString(),
                    "no such model directory; 'qasr models list' lists the installed models",
                    ExitStatus.MODEL));
        }
        return directory;
    }
}
