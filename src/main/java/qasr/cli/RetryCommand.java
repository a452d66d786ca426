package qasr.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qasr.transcript.Transcript;

/** {@code qasr retry}. */
@CommandLine.Command(
        name = "retry",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Transcribe some segments of an earlier result again and put them in their places. What they said"
                + " before is kept in the JSON.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  qasr retry meeting.json --flagged",
            "  qasr retry meeting.json --segments 7,12-14 -l de --context @names.txt"
        })
@HelpHeading("Segments")
final class RetryCommand implements Command {
    @Parameters(
            paramLabel = "RESULT.json",
            description = "What 'qasr transcribe -f json' wrote; it is replaced when all is done.")
    private String result;

    @Option(names = "--segments", paramLabel = "LIST", description = "The ids of the segments, such as 7,12-14.")
    private String segments;

    @Option(names = "--flagged", description = "Those that failed, were truncated or are flagged.")
    private boolean flagged;

    @Option(names = "--recording", paramLabel = "FILE", description = "Where the recording is now, if it was moved.")
    private String recording;

    @Option(
            names = "--audio-track",
            paramLabel = "N",
            description = "The audio track that was taken, if it was not the preferred one.")
    private Integer audioTrack;

    @Mixin
    private ModelOptions model;

    @Mixin
    private LanguageOptions language;

    @Mixin
    private TextOptions text;

    @Mixin
    private ChunkLengthOptions length;

    @Mixin
    private LedgerOptions ledger;

    @Mixin
    private GuardOptions guards;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        if (flagged == (segments != null)) {
            throw Usage.error("--segments", "or --flagged is needed, one of the two");
        }
        if (audioTrack != null) {
            Usage.within("--audio-track", audioTrack, 1, Integer.MAX_VALUE, "");
        }
        RetryRun.Request request = new RetryRun.Request(
                new Input(result),
                segments == null ? SegmentChoice.flagged() : SegmentChoice.parse(segments),
                Optional.ofNullable(recording),
                audioTrack == null ? OptionalInt.empty() : OptionalInt.of(audioTrack));
        Transcript transcript = RetryRun.read(request.result());
        return new RetryRun(session, request, how()).run(transcript);
    }

    private RetryRun.How how() throws CommandException {
        return new RetryRun.How(
                model.request(),
                new DecodingPlan(
                        new Expectation(language.language(), language.context()),
                        text.wishes(),
                        guards.guarding(language.language().isPresent()),
                        OptionalDouble.empty()),
                length.maxChunkSamples(),
                ledger.rule());
    }
}
