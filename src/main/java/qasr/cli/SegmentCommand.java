package qasr.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Usage;
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

    @Often
    @Option(
            names = "--stats",
            description = {
                "Add the levels of each segment, and in JSON also those of the recording and its channels.",
                "TSV then begins with a line of names: level, peak and noise in dB below full scale, snr in dB, clipped samples, bandwidth in Hz. The noise of a segment is that of its own pauses."
            })
    private boolean stats;

    @Mixin
    private SpeakerOptions speakers;

    @Mixin
    private InputOptions inputs;

    @Mixin
    private ChannelNameOptions channelNames;

    @Mixin
    private CuttingOptions cutting;

    @Mixin
    private CutFileOptions segments;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        Division division = inputs.divided(session);
        Destination target = division.of(destination.destination());
        Cutting cuts = cutting.cutting();
        if (audioFolder != null && speakers.wishes(inputs.selection()).isPresent()) {
            throw Usage.error("--write-audio", "writes chunks, and cannot be combined with --diarize");
        }
        return new SegmentRun(
                        session,
                        new SegmentJob(
                                division,
                                channelNames.named(inputs.selection()),
                                Formats.chosen(formats, target, SegmentFormat.values()),
                                target,
                                Optional.ofNullable(audioFolder),
                                destination.existing(),
                                cuts,
                                segments.file(cuts, division.all()),
                                stats(),
                                speakers.wishes(inputs.selection())))
                .run();
    }

    private boolean stats() throws CommandException {
        if (stats && speakers.wishes(inputs.selection()).isPresent()) {
            throw Usage.error("--stats", "measures chunks, and --diarize lists turns: use one of them");
        }
        return stats;
    }
}
