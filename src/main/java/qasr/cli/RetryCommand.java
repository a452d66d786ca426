package qasr.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.Usage;
import qasr.engine.Expectation;
import qasr.engine.Session;
import qasr.job.DecodingPlan;
import qasr.job.Input;
import qasr.job.SegmentChoice;
import qasr.resume.Provenance;
import qasr.run.RetryRun;
import qasr.text.Language;
import qasr.transcript.Transcript;

/** {@code qasr retry}. */
@CommandLine.Command(
        name = "retry",
        description = {
            "Transcribe some segments of a result again.",
            "The options of the first run are used, except for those given now. The new text replaces the old one; the JSON result keeps the old text as well."
        },
        footer = {
            "  qasr retry meeting.json --flagged",
            "  qasr retry meeting.json --segments 7,12-14 -l de --context @names.txt"
        })
@HelpHeading("Segments")
final class RetryCommand implements EngineCommand {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "RESULT.json", description = "A result of 'qasr transcribe -f json', which is updated.")
    private String result;

    @Often
    @Option(
            names = "--segments",
            paramLabel = "LIST",
            description = "Retry the segments with these numbers, such as 7,12-14.")
    private String segments;

    @Often
    @Option(
            names = "--flagged",
            description = {
                "Retry the segments that failed, were truncated or are flagged.",
                "Segments of five seconds or more without words are retried too."
            })
    private boolean flagged;

    @Option(
            names = "--fresh",
            description = {
                "Do not use the options of the first run.",
                "Without --fresh, the language, context, glossary, checks and other options of the first run apply."
            })
    private boolean fresh;

    @Often
    @Option(
            names = "--recording",
            paramLabel = "FILE",
            converter = NameConverter.class,
            description = "Read the recording from FILE, if it was moved.")
    private String recording;

    @Option(
            names = "--raw",
            paramLabel = "FORMAT,RATE,CHANNELS",
            description = {
                "Read sound without a header, such as s16le,16000,1.",
                "FORMAT is described in qasr-transcribe(1)."
            })
    private String raw;

    @Option(
            names = "--audio-track",
            paramLabel = "N",
            description = "Use audio track N, counted from 1 (default: the main track).")
    private Integer audioTrack;

    @Mixin
    private SoundOptions sound;

    @Mixin
    private ModelOptions model;

    @Mixin
    private AlignerOptions aligner;

    @Mixin
    private LanguageOptions language;

    @Mixin
    private TextOptions text;

    @Mixin
    private ChunkLengthOptions length;

    @Mixin
    private GuardOptions guards;

    @Mixin
    private BudgetOptions budget;

    @Mixin
    private CompletenessOptions completeness;

    private Set<String> settings = Set.of();

    @Override
    public void setBySettings(Set<String> options) {
        settings = options;
    }

    @Override
    public ExitStatus run(Session session) throws CommandException {
        if (flagged == (segments != null)) {
            throw Usage.error("--segments", "give either this option or --flagged");
        }
        SegmentChoice choice = segments == null ? SegmentChoice.flagged() : SegmentChoice.parse(segments);
        Input input = new Input(result);
        Transcript transcript = RetryRun.read(input);
        if (!fresh) {
            new RetryDefaults(command, settings, transcript.making().options()).apply(result);
        }
        if (audioTrack != null) {
            Usage.within("--audio-track", audioTrack, 1, Integer.MAX_VALUE, "");
        }
        RetryRun.Request request = new RetryRun.Request(
                input,
                choice,
                Optional.ofNullable(recording),
                audioTrack == null ? OptionalInt.empty() : OptionalInt.of(audioTrack),
                InputOptions.raw(raw),
                sound.cleaning());
        RetryRun.How how = how();
        if (!fresh) {
            sayChanges(session, transcript.making().options(), how.plan());
        }
        return new RetryRun(session, request, how).run(transcript);
    }

    /** Prints a note if a file that an option names has changed since the first run. */
    private void sayChanges(Session session, Transcript.Options before, DecodingPlan now) throws CommandException {
        RetryDefaults typed = new RetryDefaults(command, settings, before);
        if (!typed.isTyped("--context")) {
            sayChange(
                    session,
                    "--context",
                    before.contextSha256(),
                    Provenance.contextSum(now.expectation().context()));
        }
        if (!typed.isTyped("--glossary")) {
            try {
                String sum = Provenance.glossarySum(now.text().glossaryFiles());
                sayChange(session, "--glossary", before.glossarySha256(), sum);
            } catch (IOException e) {
                throw Usage.error("--glossary", Failure.reason(e));
            }
        }
    }

    private void sayChange(Session session, String option, String before, String now) {
        if (!before.equals(now)) {
            session.console()
                    .note(result + ": " + option + " has changed since the first run: its SHA-256 was " + shown(before)
                            + " and is now " + shown(now));
        }
    }

    private static String shown(String sum) {
        return sum.isEmpty() ? "none (empty)" : sum;
    }

    private RetryRun.How how() throws CommandException {
        return new RetryRun.How(
                model.request(),
                aligner.aligner(),
                new DecodingPlan(
                        new Expectation(language.language(), language.context()),
                        text.wishes(),
                        guards.guarding(language.language().isPresent()),
                        length.maxChunkSamples(),
                        budget.maxTokens(),
                        OptionalDouble.empty()),
                length.maxChunkSamples(),
                completeness.rule(),
                recorded());
    }

    private Transcript.Options recorded() throws CommandException {
        try {
            return new Transcript.Options(
                    language.language().map(Language::codeOrName).orElse("auto"),
                    Provenance.glossarySum(text.wishes().glossaryFiles()),
                    Provenance.contextSum(language.context()),
                    "",
                    RecordedOptions.ofRetry(command));
        } catch (IOException e) {
            throw Usage.error("--glossary", Failure.reason(e));
        }
    }
}
