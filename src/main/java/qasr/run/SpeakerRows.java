package qasr.run;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import qasr.audio.AudioInput;
import qasr.console.CommandException;
import qasr.engine.MeteredAudio;
import qasr.engine.ModelRequest;
import qasr.engine.Session;
import qasr.engine.SoundSpool;
import qasr.job.SegmentJob;
import qasr.model.Precision;
import qasr.output.SegmentTable;

/** The turns of recordings, which {@code segment} lists instead of chunks if speakers are wanted. */
final class SpeakerRows implements AutoCloseable {
    private static final double NANOS = 1e9;
    private static final ModelRequest MODELS =
            new ModelRequest(Optional.empty(), OptionalInt.empty(), "auto", Precision.AUTO, OptionalInt.empty(), false);

    private final Session session;
    private final SegmentJob job;
    private final Optional<SpeakerSearch> search;
    private final Optional<SpeakerModels> models;
    private Optional<SoundSpool> spool = Optional.empty();

    private SpeakerRows(
            Session session, SegmentJob job, Optional<SpeakerSearch> search, Optional<SpeakerModels> models) {
        this.session = session;
        this.job = job;
        this.search = search;
        this.models = models;
    }

    /**
     * Opens the models if speakers are wanted.
     *
     * @param possible whether the models are installed
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the rows close it
    static SpeakerRows open(Session session, SegmentJob job, boolean possible) throws CommandException {
        if (job.speakers().isEmpty() || !possible) {
            return new SpeakerRows(session, job, Optional.empty(), Optional.empty());
        }
        SpeakerModels models = SpeakerModels.open(session, MODELS);
        try {
            SpeakerSearch search = new SpeakerSearch(session, job.speakers().get(), models);
            return new SpeakerRows(session, job, Optional.of(search), Optional.of(models));
        } catch (CommandException | RuntimeException e) {
            models.close();
            throw e;
        }
    }

    /** Reads a recording for the first time, and returns its turns; nothing if speakers are not wanted. */
    Optional<List<SegmentTable.Segment>> of(int index, AudioInput source, RunProgress progress) throws IOException {
        spool = search.isPresent() && source instanceof AudioInput.AudioPipe
                ? Optional.of(SoundSpool.in(SecondPass.folder(job.destination()), true))
                : Optional.empty();
        if (search.isEmpty()) {
            return Optional.empty();
        }
        Optional<FoundSpeakers> found = progress.reading(
                index,
                watcher -> search.get()
                        .of(job.inputs().get(index).name(), job.selection(), source, spool, job.cutting(), watcher));
        return found.map(speakers -> speakers.overlapping().stream()
                .map(turn -> new SegmentTable.Segment(
                        time(turn.start()), time(turn.end()), speakers.names().get(turn.speaker()), "", true))
                .toList());
    }

    private static Duration time(double seconds) {
        return Duration.ofNanos(Math.round(seconds * NANOS));
    }

    /** Opens the recording to read it, for the second time if speakers are wanted. */
    @MustBeClosed
    MeteredAudio open(AudioInput source, MeteredAudio.Watcher watcher) throws IOException {
        return spool.isPresent()
                ? job.selection().again(session.engines(), spool.get(), watcher)
                : job.selection().open(session.engines(), source, watcher);
    }

    /** Forgets the sound of a pipe. */
    void release() throws IOException {
        if (spool.isPresent()) {
            spool.get().close();
            spool = Optional.empty();
        }
    }

    @Override
    public void close() {
        models.ifPresent(SpeakerModels::close);
    }
}
