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
import qasr.console.Usage;
import qasr.engine.ModelRequest;
import qasr.engine.Session;
import qasr.hub.ModelCheck;
import qasr.hub.SpeakerDirectory;
import qasr.model.ModelDirectory;
import qasr.run.Doctor;
import qasr.run.ListeningRun;
import qasr.run.SpeakerTest;

/** {@code qasr models verify}. */
@CommandLine.Command(
        name = "verify",
        description = {
            "Check the files of a model, and that it works.",
            "Every byte is read. The files are compared with each other, with the SHA-256 recorded when the model was installed, and with the published files. If a file is wrong, the status is 5.",
            "With --listen, the model also transcribes five short English recordings that come with qasr. If more than 8 percent of the words are wrong, or if the language is wrong, the status is 5. The result shows that the model works on this machine. It does not show how well your own recordings will be transcribed. The built-in model is tested with its own examples instead. A model that tells speakers apart hears two voices and must find two speakers."
        },
        footer = {
            "  qasr models verify Qwen3-ASR-0.6B",
            "  qasr models verify --listen Qwen3-ASR-0.6B",
            "  qasr models verify --listen --dtype fp32 Qwen3-ASR-0.6B"
        })
final class ModelsVerifyCommand implements EngineCommand {
    @Parameters(
            paramLabel = "NAME|DIR",
            arity = "0..1",
            description = "An installed model, or a directory (default: the first installed model).")
    private Path model;

    @Option(
            names = "--listen",
            description = {
                "Also transcribe five short recordings and compare the words.",
                "--threads, --device and --dtype apply to this test only."
            })
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
        if (SpeakerDirectory.isOne(directory)) {
            return listenToSpeakers(session, request, directory);
        }
        if (ModelDirectory.isAligner(directory)) {
            throw Usage.error(
                    "--listen",
                    directory
                            + " is a forced aligner, which transcribes nothing; its files are good: leave --listen out");
        }
        ListeningRun listening = new ListeningRun(session, request, directory);
        return listening.run(listening.recordings());
    }

    /** Tests a speaker model with two voices; status 5 if it does not find two speakers. */
    static ExitStatus listenToSpeakers(Session session, ModelRequest request, Path directory) throws CommandException {
        SpeakerTest test = new SpeakerTest(session, request);
        if (!test.isPossible()) {
            session.console().note("the model was not tested: qasr's folder models/listen is missing");
            return ExitStatus.DONE;
        }
        SpeakerTest.Outcome outcome = test.run(directory);
        if (outcome.good()) {
            session.console().note(directory + ": passed the test: " + outcome.text());
            return ExitStatus.DONE;
        }
        session.console()
                .error(new Failure(directory.toString(), "failed the test: " + outcome.text(), ExitStatus.MODEL));
        return ExitStatus.MODEL;
    }

    /** Prints the findings, and returns whether none of them is an error. */
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
