package qasr.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import qasr.audio.AudioInput;
import qasr.console.BusyException;
import qasr.console.CommandException;
import qasr.console.IncompleteException;
import qasr.engine.MeteredAudio;
import qasr.engine.Session;
import qasr.engine.SoundSpool;
import qasr.job.Input;
import qasr.job.Results;
import qasr.job.TranscribeJob;
import qasr.output.ReviewList;
import qasr.resume.InputState;
import qasr.resume.Provenance;
import qasr.resume.ResumeState;
import qasr.transcribe.ChunkMemory;
import qasr.transcribe.ChunkTiming;
import qasr.transcribe.Recording;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;
import qasr.transcribe.RecordingWork;
import qasr.transcribe.Transcription;
import qasr.vad.ChunkSource;

/** Chunks of several recordings are decoded side by side; each one's results come in its turn. */
final class TranscribeWork implements InputLoop.WorkAhead<TranscribeWork.Begun> {
    /** A recording as it stood, and its transcription if it needs one; or what was heard, if its words are to be timed. */
    record Begun(InputState state, Optional<Transcription> transcription, Optional<SecondPass> heard) {
        Begun(InputState state) {
            this(state, Optional.empty(), Optional.empty());
        }
    }

    private final Session session;
    private final TranscribeJob job;
    private final ReviewList review;
    private final InputLoop loop;
    private final Results results;
    private final ResumeState resumeState;
    private final RunReport report;
    private final Provenance provenance;
    private final Companion companion;
    private final Map<Integer, InputState> looked = new HashMap<>();
    private final Set<Integer> postponed = new HashSet<>();
    /** The texts of recordings whose words are timed when the recogniser is closed. */
    private final Map<Integer, SecondPass> heard = new HashMap<>();

    private final Map<Integer, SoundSpool> spools = new ConcurrentHashMap<>();
    private Optional<Recogniser> recogniser = Optional.empty();
    private Optional<WordTiming> words = Optional.empty();
    private Optional<SpeakerStage> speakers = Optional.empty();

    TranscribeWork(
            Session session,
            TranscribeJob job,
            ReviewList review,
            InputLoop loop,
            Results results,
            ResumeState resumeState,
            RunReport report,
            Provenance provenance,
            Companion companion) {
        this.companion = companion;
        this.session = session;
        this.job = job;
        this.review = review;
        this.provenance = provenance;
        this.loop = loop;
        this.results = results;
        this.resumeState = resumeState;
        this.report = report;
    }

    /** Returns the note for a run that was stopped at the recording at {@code index}. */
    String afterStop(int index) {
        return resumeState.afterStop(index);
    }

    /** Looks for the first recording that needs the model. */
    boolean isAllCurrent() {
        for (int i = 0; i < job.inputs().size(); i++) {
            InputState state = resumeState.of(i, false);
            if (!(state instanceof InputState.Hopeless || state instanceof InputState.Incomplete)) {
                looked.put(i, state); // of those, a long list may have very many, each with an exception
            }
            if (state instanceof InputState.ToDo || state instanceof InputState.Busy) {
                return false;
            }
        }
        return true;
    }

    void use(Recogniser opened, WordTiming timing, SpeakerStage stage) {
        speakers = Optional.of(stage);
        recogniser = Optional.of(opened);
        words = Optional.of(timing);
    }

    @Override
    public Begun begin(int index, Input input) {
        if (heard.containsKey(index)) {
            SecondPass pass = heard.remove(index);
            return new Begun(pass.toDo(), Optional.empty(), Optional.of(pass));
        }
        InputState state = looked.remove(index);
        if (state == null) {
            state = resumeState.of(index, postponed.contains(index));
        }
        if (!(state instanceof InputState.ToDo toDo)) {
            return new Begun(state);
        }
        try {
            if (!recogniser.orElseThrow().isOpen()) {
                words.orElseThrow().close(); // another recording's words were timed in between
                recogniser.get().open();
            }
            return new Begun(state, Optional.of(begin(index, input, toDo)), Optional.empty());
        } catch (CommandException e) {
            return new Begun(new InputState.Hopeless(failure(e), List.of()));
        }
    }

    private static IncompleteException failure(CommandException e) {
        return new IncompleteException(e.failure().message(), e.failure().status());
    }

    @Override
    public int group() {
        return words.isPresent() && words.get().isLater() ? session.engines().mostWaiting() : Integer.MAX_VALUE;
    }

    @Override
    public boolean isHalfDone(int index) {
        return heard.containsKey(index);
    }

    private Transcription begin(int index, Input input, InputState.ToDo toDo) {
        toDo.fitting().say(session.console());
        RecordingWork work = loop.progress().work(index);
        return recogniser
                .orElseThrow()
                .transcriber()
                .begin(() -> recording(index, input, work), work, memory(index, toDo), timing(index));
    }

    private ChunkMemory memory(int index, InputState.ToDo toDo) {
        ChunkMemory own = toDo.memory();
        ChunkMemory others = companion.memory(index);
        return place -> own.recall(place).or(() -> others.recall(place));
    }

    private ChunkTiming timing(int index) {
        return speakers.orElseThrow().timing(index, words.orElseThrow().recording());
    }

    @SuppressWarnings("MustBeClosedChecker") // the recording closes what is opened here
    private Recording recording(int index, Input input, RecordingWork work) throws IOException {
        InputLoop.OpenInput source = loop.open(input);
        try {
            Optional<SoundSpool> spool = spool(index, source.input());
            SpeakerStage stage = speakers.orElseThrow();
            stage.look(index, source.input(), spool, loop.progress());
            MeteredAudio audio = stage.isWanted() && spool.isPresent()
                    ? job.selection().again(session.engines(), spool.get(), work::readUpTo)
                    : job.selection().open(session.engines(), source.input(), work::readUpTo, spool);
            try {
                ChunkSource chunks =
                        job.selection().chunks(session.engines(), audio, job.cutting(input, session.console()));
                return new Recording(input.name(), audio, stage.chunks(index, chunks), source);
            } catch (IOException | RuntimeException e) {
                audio.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** Keeps the sound of a pipe, which cannot be read again, for speakers or if its words are timed later. */
    private Optional<SoundSpool> spool(int index, AudioInput input) throws IOException {
        boolean exact = speakers.orElseThrow().isWanted();
        if (!(exact || words.orElseThrow().isLater()) || !(input instanceof AudioInput.AudioPipe)) {
            return Optional.empty();
        }
        SoundSpool spool = SoundSpool.in(SecondPass.folder(job.destination()), exact);
        spools.put(index, spool);
        return Optional.of(spool);
    }

    @Override
    public void finish(int index, Begun begun) throws IOException {
        if (begun.heard().isPresent()) {
            timeWords(index, begun.heard().get());
        } else if (begun.state() instanceof InputState.Current current) {
            review.addCurrent(name(index));
            RecordingListener.all(List.of(loop.progress().listener(index), report.listener(index)))
                    .hear(new RecordingEvent.Skipped(current.why(), current.facts()));
        } else if (begun.state() instanceof InputState.Incomplete incomplete) {
            review.addCurrent(name(index));
            report.known(index, incomplete.facts());
            throw incomplete.problem();
        } else if (begun.state() instanceof InputState.Hopeless hopeless) {
            hopeless.others().forEach(other -> session.console().error(other.failure()));
            release(index); // if it was claimed before; a copy of it waits for that
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
        boolean later = false;
        try (transcription) {
            if (words.orElseThrow().isLater()) {
                SecondPass pass = new SecondPass(toDo);
                transcription.finish(RecordingListener.all(
                        List.of(keeping(index, toDo), loop.progress().listener(index), pass)));
                heard.put(index, pass);
                later = true;
                throw new BusyException();
            }
            transcription.finish(RecordingListener.all(listeners(index, toDo)));
            toDo.fitting().raise();
        } finally {
            if (!later) {
                release(index);
            }
        }
    }

    /** The recogniser is not needed any more when the first recording comes here. */
    private void timeWords(int index, SecondPass pass) throws IOException {
        try {
            recogniser.orElseThrow().rest();
            words.orElseThrow().openLater();
            pass.run(
                    session,
                    job,
                    index,
                    Optional.ofNullable(spools.get(index)),
                    timing(index),
                    RecordingListener.all(resultListeners(index, pass.toDo())));
            pass.toDo().fitting().raise();
        } catch (CommandException e) {
            throw failure(e);
        } finally {
            release(index);
        }
    }

    private void release(int index) throws IOException {
        resumeState.release(index);
        speakers.ifPresent(stage -> stage.release(index));
        SoundSpool spool = spools.remove(index);
        if (spool != null) {
            spool.close();
        }
    }

    private String name(int index) {
        return job.inputs().get(index).name();
    }

    private RecordingListener reviewing() {
        return event -> {
            if (event instanceof RecordingEvent.Finished finished) {
                review.put(finished.transcript());
            }
        };
    }

    /**
     * Returns the listeners of a recording. The text is stored in the journal before other listeners get it. A
     * recording is done when it is written and no listener refuses it.
     */
    private List<RecordingListener> listeners(int index, InputState.ToDo toDo) {
        List<RecordingListener> listeners = new ArrayList<>(resultListeners(index, toDo));
        listeners.add(0, keeping(index, toDo));
        listeners.add(Math.min(2, listeners.size()), loop.progress().listener(index));
        return listeners;
    }

    private RecordingListener keeping(int index, InputState.ToDo toDo) {
        return toDo.keeping(trouble -> session.console().warn(name(index), trouble));
    }

    /** Returns the listeners that need the times of words, the outputs first. */
    private List<RecordingListener> resultListeners(int index, InputState.ToDo toDo) {
        List<RecordingListener> listeners = List.of(
                new TranscriptReport(session.console(), results, job, provenance, index, toDo),
                EchoListener.of(session.console(), job),
                report.listener(index),
                job.completeness().review().isPresent() ? reviewing() : RecordingListener.NONE,
                job.completeness().listener(),
                job.subtitles().listener(session.console(), name(index)),
                resumeState.listener(index, toDo),
                companion.listener(index));
        return speakers.orElseThrow().listeners(index, listeners);
    }

    @Override
    public void abandon(int index, Begun begun) {
        begun.transcription().ifPresent(Transcription::close);
        try {
            release(index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
