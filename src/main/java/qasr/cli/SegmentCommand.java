package qasr.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.engine.Session;
import qasr.job.Destination;
import qasr.job.Formats;
import qasr.job.SegmentFormat;
import qasr.job.SegmentJob;
import qasr.run.SegmentRun;

/** {@code qasr segment}. */
@CommandLine.Command(
        name = "segment",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Show where recordings would be cut into chunks: start, end and duration in seconds.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  qasr segment meeting.m4a",
            "  qasr segment -f json --max-chunk 15 call.wav",
            "  qasr segment --write-audio chunks talk.mp3"
        })
@HelpHeading("Output")
final class SegmentCommand implements EngineCommand {
    @Mixin
    private InputOptions inputs;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            split = ",",
            description = "Any of ${COMPLETION-CANDIDATES}, joined by commas. Otherwise what the name after -o ends in,"
                    + " or tsv.")
    private List<SegmentFormat> formats;

    @Mixin
    private DestinationOptions destination;

    @Option(
            names = "--write-audio",
            paramLabel = "DIR",
            description = "Also write each chunk into DIR as a 16 kHz 16-bit WAV file, named like the input:"
                    + " talk.0001.wav.")
    private Path audioFolder;

    @Mixin
    private CuttingOptions cutting;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        Destination target = destination.destination();
        return new SegmentRun(
                        session,
                        new SegmentJob(
                                inputs.inputs(session),
                                inputs.selection(),
                                Formats.chosen(formats, target, SegmentFormat.values()),
                                target,
                                Optional.ofNullable(audioFolder),
                                destination.existing(),
                                cutting.cutting()))
                .run();
    }
}
