package qasr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import qasr.console.BusyException;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.engine.Cutting;
import qasr.engine.MachineCheck;
import qasr.engine.MeteredAudio;
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
import qasr.output.ReviewList;
import qasr.resume.InputState;
import qasr.resume.Provenance;
import qasr.resume.ResumeState;
import qasr.text.AsrOutput;
import qasr.transcribe.Recording;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;
import qasr.transcribe.RecordingWork;
import qasr.transcribe.TranscribeOptions;
import qasr.transcribe.Transcriber;
import qasr.transcribe.Transcription;

/** Runs {@code transcribe}. */
public final class TranscribeRun {
    private final Session session;
    private final TranscribeJob job;
    private final ReviewList review = new ReviewList();

    public TranscribeRun(Session session, TranscribeJob job) {
        this.session = session;
        this.job = job;
    }

    public ExitStatus run() throws CommandException {
        Results results = Results.open(job.destination(), job.inputs(), job.formats(), session);
        RunReport report = new RunReport(session, job);
        report.check();
        checkSideFiles();
        InputLoop loop = new InputLoop(
                session, job.inputs(), report::listener, job.policy().failFast());
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
        Path directory = new ModelLocator(session.environment(), session.console()).locate(job.model());
        if (!Files.isDirectory(directory)) {
            new ModelOpener(session).open(directory, job.model()); // reports the error
        }
        try (ResumeState resumeState = ResumeState.open(session, job, results, directory)) {
            if (resumeState.isSingleCurrent()) {
                for (int i = 0; i < job.inputs().size(); i++) {
                    report.skipped(i, "is up to date", resumeState.singleFacts(i));
                }
                report.finish();
                return ExitStatus.DONE;
            }
            ExitStatus status = run(
                    loop,
                    new Work(loop, results, resumeState, report, new Provenance(session, job, directory)),
                    directory);
            results.finish();
            job.completeness().write(session, job.destination().existingSideFiles(), review);
            resumeState.singleDone();
            report.finish();
            return status;
        }
    }

    /** The model is opened only if something is to be done: on most Mondays at nine, all of it is. */
    private ExitStatus run(InputLoop loop, Work work, Path directory) throws CommandException {
        if (work.isAllCurrent()) {
            loop.progress().onStop(work.resumeState::afterStop);
            return loop.run(1, work);
        }
        OpenModel model = new ModelOpener(session).open(directory, job.model());
        work.report.begin();
        TranscribeOptions options = job.plan().prepare(model, session.console());
        ExitStatus status;
        loop.progress().showText(liveText(model));
        try (Transcriber transcriber = new Transcriber(model.network(), model.tokenizer(), options)) {
            work.use(transcriber);
            loop.progress().onStop(work.resumeState::afterStop);
            status = loop.run(transcriber.ahead(), work);
        }
        report(model);
        return status;
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

    /** A recording as it stood, and its transcription if it needs one. */
    private record Begun(InputState state, Optional<Transcription> transcription) {}

    /** Chunks of several recordings are decoded side by side; each one's results come in its turn. */
    private final class Work implements InputLoop.WorkAhead<Begun> {
        private final InputLoop loop;
        private final Results results;
        private final ResumeState resumeState;
        private final RunReport report;
        private final Provenance provenance;
        private final Map<Integer, InputState> looked = new HashMap<>();
        private final Set<Integer> postponed = new HashSet<>();
        private Optional<Transcriber> transcriber = Optional.empty();

        Work(InputLoop loop, Results results, ResumeState resumeState, RunReport report, Provenance provenance) {
            this.provenance = provenance;
            this.loop = loop;
            this.results = results;
            this.resumeState = resumeState;
            this.report = report;
        }

        /** Looks for the first recording that needs the model. */
        boolean isAllCurrent() {
            for (int i = 0; i < job.inputs().size(); i++) {
                InputState state = resumeState.of(i, false);
                if (!(state instanceof InputState.Hopeless)) {
                    looked.put(i, state); // of those, a long list may have very many, each with an exception
                }
                if (state instanceof InputState.ToDo || state instanceof InputState.Busy) {
                    return false;
                }
            }
            return true;
        }

        void use(Transcriber opened) {
            transcriber = Optional.of(opened);
        }

        @Override
        public Begun begin(int index, Input input) {
            InputState state = looked.remove(index);
            if (state == null) {
                state = resumeState.of(index, postponed.contains(index));
            }
            return state instanceof InputState.ToDo toDo
                    ? new Begun(state, Optional.of(begin(index, input, toDo)))
                    : new Begun(state, Optional.empty());
        }

        private Transcription begin(int index, Input input, InputState.ToDo toDo) {
            toDo.fitting().say(session.console());
            RecordingWork work = loop.progress().work(index);
            return transcriber.orElseThrow().begin(() -> recording(input, work), work, toDo.memory());
        }

        private Cutting cutting() {
            boolean told = !job.expectation().context().isEmpty()
                    || !job.text().glossary().isEmpty();
            return told ? job.cutting().markingSpeech() : job.cutting();
        }

        @SuppressWarnings("MustBeClosedChecker") // the recording closes what is opened here
        private Recording recording(Input input, RecordingWork work) throws IOException {
            InputLoop.OpenInput source = loop.open(input);
            try {
                MeteredAudio audio = job.selection().open(session.engines(), source.input(), work::readUpTo);
                try {
                    return new Recording(
                            input.name(), audio, job.selection().chunks(session.engines(), audio, cutting()), source);
                } catch (IOException | RuntimeException e) {
                    audio.close();
                    throw e;
                }
            } catch (IOException | RuntimeException e) {
                source.close();
                throw e;
            }
        }

        @Override
        public void finish(int index, Begun begun) throws IOException {
            if (begun.state() instanceof InputState.Current current) {
                RecordingListener.all(List.of(loop.progress().listener(index), report.listener(index)))
                        .hear(new RecordingEvent.Skipped(current.why(), current.facts()));
            } else if (begun.state() instanceof InputState.Hopeless hopeless) {
                hopeless.others().forEach(other -> session.console().error(other.failure()));
                hopeless.raise();
            } else if (begun.state() instanceof InputState.ToDo toDo) {
                transcribe(index, toDo, begun.transcription().orElseThrow());
            } else {
                postpone(index);
            }
        }

        private void postpone(int index) throws BusyException {
            session.console()
                    .note(job.inputs().get(index).name()
                            + ": is already being transcribed, here or by another run; qasr"
                            + " tries it again at the end");
            postponed.add(index);
            throw new BusyException();
        }

        private void transcribe(int index, InputState.ToDo toDo, Transcription transcription) throws IOException {
            try (transcription) {
                transcription.finish(RecordingListener.all(listeners(index, toDo)));
                toDo.fitting().raise();
            } finally {
                resumeState.release(index);
            }
        }

        private RecordingListener reviewing() {
            return event -> {
                if (event instanceof RecordingEvent.Finished finished) {
                    review.add(finished.transcript());
                }
            };
        }

        /**
         * Returns the listeners of a recording. The text is stored in the journal before other listeners get it. A
         * recording is done when it is written and no listener refuses it.
         */
        private List<RecordingListener> listeners(int index, InputState.ToDo toDo) {
            String name = job.inputs().get(index).name();
            return List.of(
                    toDo.keeping(trouble -> session.console().warn(name, trouble)),
                    new TranscriptReport(session.console(), results, job, provenance, index, toDo),
                    loop.progress().listener(index),
                    report.listener(index),
                    job.completeness().review().isPresent() ? reviewing() : RecordingListener.NONE,
                    job.completeness().listener(),
                    job.subtitles().listener(session.console(), name),
                    resumeState.listener(index, toDo));
        }

        @Override
        public void abandon(int index, Begun begun) {
            begun.transcription().ifPresent(Transcription::close);
            resumeState.release(index);
        }
    }
}
