package qasr.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.engine.Cutting;
import qasr.engine.Session;
import qasr.job.Destination;
import qasr.job.Division;
import qasr.job.Formats;
import qasr.job.SegmentFormat;
import qasr.job.SegmentJob;
import qasr.run.SegmentRun;

/** {@code qasr segment}. */
@CommandLine.Command(
        name = "segment",
        description = {
            "List where recordings would be split into chunks.",
            "Each chunk has its start, end and duration in seconds. No model is needed."
        },
        footer = {
            "  qasr segment meeting.m4a",
            "  qasr segment -f json --max-chunk 15 call.wav",
            "  qasr segment --write-audio chunks talk.mp3"
        })
@HelpHeading("Output")
final class SegmentCommand implements EngineCommand {
    @Often
    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            split = ",",
            description =
                    "Write these formats: ${COMPLETION-CANDIDATES} (default: the extension of the -o file, or tsv).")
    private List<SegmentFormat> formats;

    @Mixin
    private DestinationOptions destination;

    @Often
    @Option(
            names = "--write-audio",
            paramLabel = "DIR",
            description = "Also write each chunk into DIR as a 16 kHz WAV file, such as talk.0001.wav.")
    private Path audioFolder;

    @Mixin
    private InputOptions inputs;

    @Mixin
    private CuttingOptions cutting;

    @Mixin
    private CutFileOptions segments;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        Division division = inputs.divided(session);
        Destination target = division.of(destination.destination());
        Cutting cuts = cutting.cutting();
        return new SegmentRun(
                        session,
                        new SegmentJob(
                                division,
                                inputs.selection(),
                                Formats.chosen(formats, target, SegmentFormat.values()),
                                target,
                                Optional.ofNullable(audioFolder),
                                destination.existing(),
                                cuts,
                                segments.file(cuts, division.all())))
                .run();
    }
}
