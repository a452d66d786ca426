package qasr.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.engine.Session;
import qasr.job.CheckJob;
import qasr.run.CheckRun;

/** {@code qasr check}. */
@CommandLine.Command(
        name = "check",
        description = {
            "Find out what is wrong with recordings, and what to do.",
            "Looks for speech that is too quiet, clipped, from a far microphone or a telephone line, for silent, duplicated and opposite channels, music, damage, and people who talk at the same time on different channels. Prints the text of the first ten seconds of speech, the length, the share of speech, and about how long transcribing will take on this computer. A judgement that a recording does not allow is listed as not judged.",
            "The status is 0 if the recording could be read, with and without problems. --strict makes a problem status 8."
        },
        footer = {
            "  qasr check meeting.m4a",
            "  qasr check --json --no-text calls/*.wav > checks.jsonl",
            "  qasr check --strict upload.mp3 || echo 'please record again'"
        })
@HelpHeading("Output")
final class CheckCommand implements EngineCommand {
    @Often
    @Option(
            names = "--json",
            description = {
                "Print JSON (schema qasr.check/1) instead of text.",
                "For several recordings, there is one line of JSON for each."
            })
    private boolean json;

    @Often
    @Option(
            names = "--no-text",
            description = {
                "Do not transcribe the first ten seconds of speech.",
                "Then no model is opened, and the time that transcribing will take is not known."
            })
    private boolean noText;

    @Often
    @Option(names = "--strict", description = "Exit with status 8 if a problem was found.")
    private boolean strict;

    @Mixin
    private ModelOptions model;

    @Mixin
    private InputOptions inputs;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        return new CheckRun(
                        session,
                        new CheckJob(
                                inputs.inputs(session),
                                inputs.selection(),
                                noText ? Optional.empty() : Optional.of(model.request()),
                                json,
                                strict))
                .run();
    }
}
