package qasr.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Usage;
import qasr.engine.AudioSelection;
import qasr.engine.ChannelChoice;
import qasr.engine.Expectation;
import qasr.engine.Session;
import qasr.job.AlignJob;
import qasr.job.DecodingPlan;
import qasr.job.Destination;
import qasr.job.Input;
import qasr.output.Format;
import qasr.run.AlignRun;

/** {@code qasr align}. */
@CommandLine.Command(
        name = "align",
        description = {
            "Find when each word of a text is spoken in a recording.",
            "Subtitles get new times and keep their texts. A JSON result gets the times of its words. Plain text becomes subtitles."
        },
        footer = {
            "  qasr align talk.mp3 talk.txt > talk.srt",
            "  qasr align film.mkv late.srt -o film.srt",
            "  qasr align meeting.m4a meeting.json -o words.json"
        })
@HelpHeading("Output")
final class AlignCommand implements EngineCommand {
    @Parameters(
            index = "0",
            paramLabel = "AUDIO",
            converter = NameConverter.class,
            description = "A recording or a video with sound, or - for standard input.")
    private String recording;

    @Parameters(
            index = "1",
            paramLabel = "TEXT",
            description = {
                "The spoken text: a txt, srt or vtt file, or a result of 'qasr transcribe -f json'.",
                "If words of the text are not spoken in the recording, a warning names them and their times are estimated. Speech without text is allowed."
            })
    private Path text;

    @Often
    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            split = ",",
            description = {
                "Write ${COMPLETION-CANDIDATES} (default: that of -o FILE or TEXT).",
                "A txt file becomes srt by default. Join several formats by commas. Several formats need -d."
            })
    private List<Format> formats = new ArrayList<>();

    @Mixin
    private DestinationOptions destination;

    @Mixin
    private ModelOptions model;

    @Mixin
    private AlignerOptions aligner;

    @Mixin
    private LanguageOptions language;

    @Mixin
    private TextOptions wishes;

    @HelpHeading("Input")
    @Option(
            names = "--audio-track",
            paramLabel = "N",
            description = "Use audio track N, counted from 1 (default: the main track).")
    private Integer audioTrack;

    @HelpHeading("Input")
    @Option(
            names = "--raw",
            paramLabel = "FORMAT,RATE,CHANNELS",
            description = {
                "Read sound without a header, such as s16le,16000,1.",
                "FORMAT is described in qasr-transcribe(1)."
            })
    private String raw;

    @Mixin
    private ChannelOptions channels;

    @Mixin
    private CuttingOptions cutting;

    @Mixin
    private GuardOptions guards;

    @Mixin
    private CompletenessOptions completeness;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        Destination target = destination.destination("");
        if (audioTrack != null) {
            Usage.within("--audio-track", audioTrack, 1, Integer.MAX_VALUE, "");
        }
        ChannelChoice choice = channels.choice();
        if (choice.areSplit()) {
            throw Usage.error(
                    ChannelOptions.NAME,
                    "a text is aligned with one channel or the mix, not with 'split'; a JSON result that was split is aligned by channel without this option");
        }
        return new AlignRun(
                        session,
                        new AlignJob(
                                new Input(recording).as(InputOptions.raw(raw)),
                                text,
                                AudioSelection.all(
                                        audioTrack == null ? OptionalInt.empty() : OptionalInt.of(audioTrack), choice),
                                formats.stream().distinct().toList(),
                                target,
                                model.request(),
                                aligner.aligner(),
                                new DecodingPlan(
                                        new Expectation(language.language(), language.context()),
                                        wishes.wishes(),
                                        guards.guarding(language.language().isPresent()),
                                        cutting.cutting().maxChunkSamples(),
                                        OptionalInt.empty(),
                                        OptionalDouble.empty()),
                                cutting.cutting(),
                                completeness.rule(target)))
                .run();
    }
}
