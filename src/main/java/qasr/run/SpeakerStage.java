package qasr.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import qasr.audio.AudioInput;
import qasr.console.CommandException;
import qasr.engine.Session;
import qasr.engine.SoundSpool;
import qasr.job.TranscribeJob;
import qasr.speakers.TurnChunks;
import qasr.transcribe.ChunkTiming;
import qasr.transcribe.RecordingListener;
import qasr.transcript.Place;
import qasr.vad.ChunkSource;

/** The part that speakers have in a transcription: a first look at each recording, and its turns until it is written. */
final class SpeakerStage implements AutoCloseable {
    private final Session session;
    private final TranscribeJob job;
    private final Optional<SpeakerSearch> search;
    private final Optional<SpeakerModels> own;
    private final Map<Integer, FoundSpeakers> found = new ConcurrentHashMap<>();

    private SpeakerStage(
            Session session, TranscribeJob job, Optional<SpeakerSearch> search, Optional<SpeakerModels> own) {
        this.session = session;
        this.job = job;
        this.search = search;
        this.own = own;
    }

    /**
     * Opens the models if speakers are wanted.
     *
     * @param rounds keeps the models open between the runs of a watch, if this is one of them
     * @throws CommandException if one cannot be used
     */
    @SuppressWarnings("MustBeClosedChecker") // this object or the rounds close them
    static SpeakerStage open(Session session, TranscribeJob job, Optional<Rounds> rounds) throws CommandException {
        if (job.speakers().isEmpty()) {
            return new SpeakerStage(session, job, Optional.empty(), Optional.empty());
        }
        SpeakerModels models = rounds.isPresent()
                ? rounds.get().speakers(session, job.model())
                : SpeakerModels.open(session, job.model());
        Optional<SpeakerModels> own = rounds.isPresent() ? Optional.empty() : Optional.of(models);
        try {
            SpeakerSearch search = new SpeakerSearch(session, job.speakers().get(), models);
            return new SpeakerStage(session, job, Optional.of(search), own);
        } catch (CommandException | RuntimeException e) {
            own.ifPresent(SpeakerModels::close);
            throw e;
        }
    }

    boolean isWanted() {
        return search.isPresent();
    }

    /** Reads a recording for the first time, on the thread that reads recordings. */
    void look(int index, AudioInput source, Optional<SoundSpool> spool, RunProgress progress) throws IOException {
        if (search.isPresent()) {
            progress.reading(
                            index,
                            watcher -> search.get()
                                    .of(
                                            job.inputs().get(index).name(),
                                            job.selection(),
                                            source,
                                            spool,
                                            job.cutting(),
                                            watcher))
                    .ifPresent(speakers -> found.put(index, speakers));
        }
    }

    /** Returns the chunks, also cut between speakers. */
    ChunkSource chunks(int index, ChunkSource chunks) {
        return of(index)
                .map(speakers -> (ChunkSource) new TurnChunks(chunks, speakers.attribution()))
                .orElse(chunks);
    }

    /** Returns what times the words: only those that are needed. */
    ChunkTiming timing(int index, ChunkTiming timing) {
        return search.isPresent() && !showsWords() ? new TurnTiming(timing, () -> of(index)) : timing;
    }

    private boolean showsWords() {
        return job.words().wishes().areNeeded(job.formats());
    }

    /** Returns the listeners, which get utterances with their speakers. */
    List<RecordingListener> listeners(int index, List<RecordingListener> listeners) {
        if (search.isEmpty()) {
            return listeners;
        }
        Place.Timing timing =
                job.cutting().detectSpeech() && job.segments().isEmpty() ? Place.Timing.VAD : Place.Timing.APPROX;
        return List.of(new SpeakerListener(
                () -> of(index),
                showsWords() ? Optional.empty() : Optional.of(timing),
                trouble -> session.console().warn(job.inputs().get(index).name(), trouble),
                RecordingListener.all(listeners)));
    }

    private Optional<FoundSpeakers> of(int index) {
        return Optional.ofNullable(found.get(index));
    }

    /** Forgets the speakers of a recording that is done. */
    void release(int index) {
        found.remove(index);
    }

    @Override
    public void close() {
        own.ifPresent(SpeakerModels::close);
    }
}
