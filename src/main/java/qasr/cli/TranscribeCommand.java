package qasr.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Usage;
import qasr.engine.Cutting;
import qasr.engine.Expectation;
import qasr.engine.Session;
import qasr.job.BatchPolicy;
import qasr.job.Destination;
import qasr.job.Division;
import qasr.job.Echo;
import qasr.job.Input;
import qasr.job.Measuring;
import qasr.job.Results;
import qasr.job.SubtitleCheck;
import qasr.job.TextWishes;
import qasr.job.TranscribeJob;
import qasr.job.WatchJob;
import qasr.run.TranscribeRun;
import qasr.run.WatchRun;
import qasr.text.Language;
import qasr.watch.Waker;

/** {@code qasr transcribe}. */
@CommandLine.Command(
        name = "transcribe",
        description = "Turn recordings into text.",
        footer = {
            "  qasr transcribe meeting.m4a",
            "  qasr transcribe -f txt,srt,json -d out *.mp4",
            "  qasr transcribe -m Qwen3-ASR-0.6B -l de --context @names.txt call.wav",
            "  ssh host cat talk.ogg | qasr transcribe - > talk.txt"
        })
@HelpHeading("Output")
final class TranscribeCommand implements EngineCommand {
    @Spec
    private CommandSpec command;

    @Mixin
    private TranscriptFormatOptions formats;

    @Mixin
    private DestinationOptions destination;

    @Mixin
    private EchoOptions echo;

    @Mixin
    private ParagraphOptions paragraphs;

    @Mixin
    private ModelOptions model;

    @Mixin
    private AlignerOptions aligner;

    @Mixin
    private DecodingOptions decoding;

    @Mixin
    private LanguageOptions language;

    @Mixin
    private TextOptions text;

    @Mixin
    private SubtitleOptions subtitles;

    @Mixin
    private SpeakerOptions speakers;

    @Mixin
    private InputOptions inputs;

    @Mixin
    private ChannelNameOptions channelNames;

    @Mixin
    private WatchOptions watch;

    @Mixin
    private CuttingOptions cutting;

    @Mixin
    private CutFileOptions segments;

    @Mixin
    private GuardOptions guards;

    @Mixin
    private BudgetOptions budget;

    @Mixin
    private CompletenessOptions completeness;

    @Mixin
    private BatchOptions batch;

    @Mixin
    private MeasuringOptions measuring;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        session.engines().loadAhead();
        CrashReport.checkAgainst(batch.policy(destination.existing()), session.environment());
        watch.checkAlone();
        if (watch.isGiven()) {
            return watch(session);
        }
        return new TranscribeRun(session, job(session)).run();
    }

    private ExitStatus watch(Session session) throws CommandException {
        WatchJob job = watchJob();
        try (Waker waker = new Waker()) {
            return new WatchRun(session, job, inputs.expansion(session), this::job, waker).run();
        }
    }

    private WatchJob watchJob() throws CommandException {
        if (completeness.isListPrinted()) {
            throw Usage.error("--review", "with --watch, the list needs a file, because it is written again and again");
        }
        return watch.job(inputs, target(), batch.policy(destination.existing()));
    }

    private Destination target() throws CommandException {
        return destination.destination(
                language.language().map(Language::codeOrName).orElse(""));
    }

    /** Reports errors of the command line, without looking at the recordings. */
    void check(Session session) throws CommandException {
        watch.checkAlone();
        if (watch.isGiven()) {
            watchJob();
        }
        TranscribeJob job = job(session);
        Results.check(job.destination(), job.inputs(), job.formats());
    }

    /** Two of the text, the list and the report cannot be told apart on one stream. */
    private void checkStandardOutput(BatchPolicy policy, Destination target) throws CommandException {
        boolean isReportPrinted = policy.report()
                .map(Path::toString)
                .filter(Input.STANDARD_INPUT::equals)
                .isPresent();
        if (isReportPrinted && target instanceof Destination.StandardOutput) {
            throw Usage.error("--report", "standard output is used for the transcripts; add -d DIR or -o FILE");
        }
        if (echo.echo() != Echo.NONE && (completeness.isListPrinted() || isReportPrinted)) {
            throw Usage.error(
                    isReportPrinted ? "--report" : "--review",
                    "standard output (-) gets the text that --print prints; name a file");
        }
        if (completeness.isListPrinted() && isReportPrinted) {
            throw Usage.error("--review", "standard output (-) gets the report; name a file");
        }
    }

    private TranscribeJob job(Session session) throws CommandException {
        return job(inputs.divided(session));
    }

    TranscribeJob job(Division division) throws CommandException {
        Cutting cuts = cutting.cutting();
        Destination target = division.of(target());
        Measuring measured = measuring.measuring();
        checkStandardOutput(batch.policy(destination.existing()), target);
        TextWishes wishes = text.wishes();
        SubtitleCheck check = subtitles.check(wishes.glossary().terms(), completeness.isStrict());
        return new TranscribeJob(
                division.own(),
                channelNames.named(inputs.selection()),
                formats.chosen(target),
                target,
                model.request()
                        .withRows(decoding.rows())
                        .ignoringStops(measured.forcedRate().isPresent()),
                new Expectation(language.language(), language.context()),
                wishes,
                paragraphs.wishes(check.subtitles()).printing(echo.echo()),
                check,
                new TranscribeJob.WordTimes(paragraphs.words(), aligner.aligner()),
                cuts,
                segments.file(cuts, division.all()),
                completeness.rule(target),
                guards.guarding(language.language().isPresent()),
                budget.maxTokens(),
                measured,
                batch.policy(destination.existing()).of(division),
                OptionEffects.read(command),
                speakers.wishes(inputs.selection()));
    }
}
