package qasr.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import qasr.hub.ModelCheck;

/** {@code qasr models verify}. */
@CommandLine.Command(
        name = "verify",
        description = "Check every byte of a model: its files agree with each other, with the SHA-256 recorded when it"
                + " was installed, and with what was published. Status 5 and one line for each file that is wrong.",
        footerHeading = "%nExamples:%n",
        footer = "  qasr models verify Qwen3-ASR-0.6B")
final class ModelsVerifyCommand implements Command {
    @Parameters(
            paramLabel = "NAME|DIR",
            arity = "0..1",
            description = "An installed model or a directory; otherwise the model that is used where none is named.")
    private Path model;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        Path directory = ModelsPathCommand.located(session, model);
        boolean good = report(session.console(), findings(directory));
        if (!good) {
            return ExitStatus.MODEL;
        }
        String recorded = ModelCheck.isRecorded(directory)
                ? ""
                : " (its files agree with each other; no SHA-256 were recorded, since it was not installed by qasr)";
        session.console().note(directory + ": good" + recorded);
        return ExitStatus.DONE;
    }

    /**
     * Checks a model.
     *
     * @throws CommandException if a file cannot be read
     */
    static List<ModelCheck.Finding> findings(Path directory) throws CommandException {
        try {
            return ModelCheck.of(directory);
        } catch (IOException e) {
            throw new CommandException(
                    new Failure(directory.toString(), "cannot be read: " + Failure.reason(e), ExitStatus.MODEL), e);
        }
    }

    /** Says what was found, and returns whether none of it is an error. */
    static boolean report(Console console, List<ModelCheck.Finding> findings) {
        boolean good = true;
        for (ModelCheck.Finding finding : findings) {
            if (finding.error()) {
                console.error(new Failure("", finding.message(), ExitStatus.MODEL));
                good = false;
            } else {
                console.note("warning: " + finding.message());
            }
        }
        return good;
    }
}
