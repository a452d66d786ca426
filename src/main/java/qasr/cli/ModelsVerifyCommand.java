package qasr.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.engine.ModelRequest;
import qasr.engine.Session;
import qasr.hub.ModelCheck;
import qasr.run.Doctor;
import qasr.run.ListeningRun;

/** {@code qasr models verify}. */
@CommandLine.Command(
        name = "verify",
        sortOptions = false,
        description = {
            "Check every byte of a model: its files agree with each other, with the SHA-256 recorded when it was"
                    + " installed, and with what was published. Status 5 and one line for each file that is wrong.",
            "With --listen, also transcribe five short recordings in English that come with qasr, and compare the text"
                    + " with what is said in them. If more than 8 % of the words are wrong, or a language is, the"
                    + " status is 5 and a few lines say what to do. The result shows that model and machine work"
                    + " together; it says nothing about how well your recordings will be heard. The built-in model"
                    + " knows telephone prompts only, so it hears its own examples instead."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  qasr models verify Qwen3-ASR-0.6B",
            "  qasr models verify --listen Qwen3-ASR-0.6B",
            "  qasr models verify --listen --dtype fp32 Qwen3-ASR-0.6B"
        })
final class ModelsVerifyCommand implements EngineCommand {
    @Parameters(
            paramLabel = "NAME|DIR",
            arity = "0..1",
            description = "An installed model or a directory; otherwise the model that is used where none is named.")
    private Path model;

    @Option(
            names = "--listen",
            description = "Also transcribe the recordings that come with qasr, and compare the words. --threads,"
                    + " --device and --dtype hold for this only.")
    private boolean listen;

    @Mixin
    private MachineOptions machine;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        ModelRequest request = machine.request(Optional.ofNullable(model));
        Path directory = ModelsPathCommand.located(session, model);
        boolean good = report(session.console(), Doctor.checked(directory));
        if (!good) {
            return ExitStatus.MODEL;
        }
        String recorded = ModelCheck.isRecorded(directory)
                ? ""
                : " (they fit together; no checksums were recorded, since qasr did not install this model)";
        session.console().note(directory + ": all files are good" + recorded);
        if (!listen) {
            return ExitStatus.DONE;
        }
        ListeningRun listening = new ListeningRun(session, request, directory);
        return listening.run(listening.recordings());
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
