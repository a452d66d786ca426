package qasr.cli;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.engine.Cutting;
import qasr.engine.Expectation;
import qasr.engine.Session;
import qasr.job.Destination;
import qasr.job.Division;
import qasr.job.Measuring;
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
        WatchJob job = watch.job(inputs, target(), batch.policy(destination.existing()));
        try (Waker waker = new Waker()) {
            return new WatchRun(session, job, inputs.expansion(session), this::job, waker).run();
        }
    }

    private Destination target() throws CommandException {
        return destination.destination(
                language.language().map(Language::codeOrName).orElse(""));
    }

    /** Reports errors of the command line, without looking at the recordings. */
    void check(Session session) throws CommandException {
        watch.checkAlone();
        if (watch.isGiven()) {
            watch.job(inputs, target(), batch.policy(destination.existing()));
        }
        job(session);
    }

    private TranscribeJob job(Session session) throws CommandException {
        return job(inputs.divided(session));
    }

    TranscribeJob job(Division division) throws CommandException {
        Cutting cuts = cutting.cutting();
        Destination target = division.of(target());
        Measuring measured = measuring.measuring();
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
