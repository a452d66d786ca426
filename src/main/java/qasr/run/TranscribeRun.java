package qasr.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.IncompleteException;
import qasr.console.OutputFailedException;
import qasr.engine.MachineCheck;
import qasr.engine.ModelLocator;
import qasr.engine.ModelOpener;
import qasr.engine.OpenModel;
import qasr.engine.Session;
import qasr.job.Destination;
import qasr.job.Existing;
import qasr.job.Input;
import qasr.job.Results;
import qasr.job.SideFile;
import qasr.job.TranscribeJob;
import qasr.output.Format;
import qasr.output.ReviewList;
import qasr.resume.Provenance;
import qasr.resume.ResumeState;
import qasr.text.AsrOutput;

/** Runs {@code transcribe}. */
public final class TranscribeRun {
    private final Session session;
    private final Optional<Rounds> rounds;
    private final ReviewList review;
    private final RunReport report;
    private final Companion companion;
    private TranscribeJob job;

    public TranscribeRun(Session session, TranscribeJob job) {
        this(session, job, Optional.empty());
    }

    /**
     * Creates a run.
     *
     * @param rounds what the runs of a watch share, if this is one of them
     */
    TranscribeRun(Session session, TranscribeJob job, Optional<Rounds> rounds) {
        this(session, job, rounds, Companion.NONE);
    }

    /** Creates a run of a program that embeds qasr and takes part in the work on each recording. */
    TranscribeRun(Session session, TranscribeJob job, Optional<Rounds> rounds, Companion companion) {
        this.companion = companion;
        this.session = session;
        this.job = job;
        this.rounds = rounds;
        review = rounds.map(Rounds::review).orElseGet(ReviewList::new);
        report = new RunReport(session, job, rounds.map(Rounds::reported).orElseGet(LinkedHashMap::new));
    }

    /** Returns the failure of the recording at {@code index}, if it failed. */
    Optional<Failure> failure(int index) {
        return report.failure(index);
    }

    /** Returns whether the recording at {@code index} was begun before the run ended. */
    boolean isBegun(int index) {
        return report.isBegun(index);
    }

    public ExitStatus run() throws CommandException {
        if (job.speakers().isEmpty() || SpeakerModels.arePossible(session)) {
            return transcribe(ExitStatus.DONE);
        }
        job = job.withoutSpeakers();
        return transcribe(ExitStatus.MODEL);
    }

    /** Returns {@code done} if all is done. */
    private ExitStatus transcribe(ExitStatus done) throws CommandException {
        Results results = Results.open(
                job.destination(),
                job.inputs(),
                job.mayHaveSpeakers()
                        ? job.formats().stream().map(Format::withSpeakers).toList()
                        : job.formats(),
                session);
        report.check();
        checkSideFiles();
        InputLoop loop = new InputLoop(
                session, job.inputs(), report::listener, job.policy().failFast());
        return loop.toItsEnd(() -> {
            ExitStatus status = transcribe(results, loop);
            return status == ExitStatus.DONE ? done : status;
        });
    }

    private ExitStatus transcribe(Results results, InputLoop loop) throws CommandException {
        if (!loop.isWorthwhile()) {
            ExitStatus status = loop.run((index, input, source) -> {});
            report.finish();
            return status;
        }
        boolean resumes = job.policy().resume() && job.policy().trace();
        session.console()
                .onStop(() -> "stopped before transcription began; the same command "
                        + (resumes ? "continues" : "starts again"));
        MachineCheck.processor(session);
        Path directory = rounds.isPresent()
                ? rounds.get().model()
                : new ModelLocator(session.environment(), session.console()).locate(job.model());
        if (!Files.isDirectory(directory)) {
            new ModelOpener(session).open(directory, job.model()); // reports the error
        }
        try (ResumeState resumeState = ResumeState.open(session, job, results, directory)) {
            if (resumeState.isSingleCurrent()) {
                return skipped(resumeState);
            }
            ExitStatus status = run(
                    loop,
                    new TranscribeWork(
                            session,
                            job,
                            review,
                            loop,
                            results,
                            resumeState,
                            report,
                            new Provenance(session, job, directory),
                            companion),
                    directory);
            try {
                finish(results);
                job.inputs().forEach(input -> review.keep(input.name()));
                try {
                    review();
                } finally { // the results are written
                    resumeState.singleDone();
                }
            } finally {
                report.finish();
            }
            return status;
        }
    }

    /** If the one file of all results cannot be written, none of them is done. */
    private void finish(Results results) {
        try {
            results.finish();
        } catch (OutputFailedException e) {
            report.unwritten(e);
            throw e;
        }
    }

    /** Ends a run whose only output is up to date, or is kept. */
    private ExitStatus skipped(ResumeState resumeState) {
        List<Failure> failures = new ArrayList<>();
        for (int i = 0; i < job.inputs().size(); i++) {
            Input input = job.inputs().get(i);
            report.skipped(i, "is up to date", resumeState.singleFacts(i));
            review.addCurrent(input.name());
            try {
                resumeState.checkSingle(i);
            } catch (IncompleteException e) {
                report.failed(i, e);
                failures.add(InputLoop.failure(input, e));
            }
        }
        failures.forEach(session.console()::error);
        try {
            review();
        } finally {
            report.finish();
        }
        return ExitStatus.ofRun(failures, job.inputs().size());
    }

    private void review() {
        job.completeness().write(session, job.destination().existingSideFiles(), review);
    }

    /** The model is opened only if something is to be done: on most Mondays at nine, all of it is. */
    private ExitStatus run(InputLoop loop, TranscribeWork work, Path directory) throws CommandException {
        if (work.isAllCurrent()) {
            loop.progress().onStop(work::afterStop);
            return loop.run(1, work);
        }
        try (WordTiming words = timing();
                SpeakerStage speakers = SpeakerStage.open(session, job, rounds)) {
            if (rounds.isPresent()) {
                return run(loop, work, new Parts(rounds.get().recogniser(job), words, speakers));
            }
            // closed before the speaker models, which its reading thread uses
            try (Recogniser own = new Recogniser(session, Optional.of(directory), job.model(), job.plan())) {
                return run(loop, work, new Parts(own, words, speakers));
            }
        }
    }

    /** The parts of a run that work on its recordings. */
    private record Parts(Recogniser recogniser, WordTiming words, SpeakerStage speakers) {}

    private ExitStatus run(InputLoop loop, TranscribeWork work, Parts parts) throws CommandException {
        OpenModel model = parts.recogniser.open();
        if (parts.speakers.isWanted() || job.words().wishes().areNeeded(job.formats())) {
            parts.words.choose(job.words().aligner(), Optional.of(model));
        }
        report.begin();
        loop.progress().showText(liveText(model));
        work.use(parts.recogniser, parts.words, parts.speakers);
        loop.progress().onStop(work::afterStop);
        ExitStatus status = loop.run(parts.recogniser.transcriber().ahead(), work);
        report(model);
        return status;
    }

    private WordTiming timing() {
        return new WordTiming(
                session, job.words().wishes(), job.model(), job.cutting().vad().negThreshold());
    }

    /** Returns the function from the first tokens of a chunk to their text, without the language at the beginning. */
    private Function<int[], String> liveText(OpenModel model) {
        if (!(job.destination() instanceof Destination.StandardOutput)) {
            return tokens -> "";
        }
        return tokens -> AsrOutput.beginning(
                model.tokenizer().decode(tokens), job.expectation().language().isPresent());
    }

    private void report(OpenModel model) throws CommandException {
        Existing existing = job.destination().existingSideFiles();
        job.measuring()
                .stageTimesFile()
                .ifPresent(file -> file.write(
                        session,
                        existing,
                        StageReport.text(
                                session.engines().stageTimes(),
                                model.engine(),
                                model.network().rows())));
        if (job.measuring().profile().isPresent()) {
            try {
                job.measuring()
                        .profileFile()
                        .orElseThrow()
                        .write(session, existing, session.engines().profile());
            } catch (UnsupportedOperationException e) {
                throw new CommandException(new Failure("--profile", e.getMessage(), ExitStatus.DEVICE), e);
            }
        }
    }

    /** Makes sure that all files beside the results can be written. */
    private void checkSideFiles() throws CommandException {
        Existing existing = job.destination().existingSideFiles();
        job.completeness().checkReview(session, existing, job.inputs());
        for (Optional<SideFile> file :
                List.of(job.measuring().stageTimesFile(), job.measuring().profileFile())) {
            if (file.isPresent()) {
                file.get().check(session, existing, job.inputs());
            }
        }
    }
}
