package qasr.run;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.audio.SampleRange;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.engine.AudioSelection;
import qasr.engine.Cutting;
import qasr.engine.MachineCheck;
import qasr.engine.MeteredAudio;
import qasr.engine.ModelLocator;
import qasr.engine.ModelRequest;
import qasr.engine.Remedies;
import qasr.engine.Session;
import qasr.engine.SoundSpool;
import qasr.job.SpeakerWishes;
import qasr.model.DeviceException;
import qasr.model.ModelException;
import qasr.speakers.Attribution;
import qasr.speakers.Diarisation;
import qasr.speakers.Diariser;
import qasr.speakers.KnownVoices;
import qasr.speakers.SpeakerActivity;
import qasr.speakers.SpeakerModel;
import qasr.speakers.SpeakerTurn;
import qasr.speakers.VoiceEmbedder;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

/**
 * Finds the speakers of recordings with the installed speaker models. Each recording is read once for this, before it is
 * transcribed: chunks can then be cut between speakers, and text appears with its speaker at once. Embeddings stay in memory.
 */
final class SpeakerSearch implements AutoCloseable {
    private static final double SAMPLE_RATE = 16_000;

    private final Session session;
    private final SpeakerWishes wishes;
    private final VoiceEmbedder voices;
    private final Optional<SpeakerActivity> activity;
    private final KnownVoices known;

    private SpeakerSearch(
            Session session, SpeakerWishes wishes, VoiceEmbedder voices, Optional<SpeakerActivity> activity)
            throws CommandException {
        this.session = session;
        this.wishes = wishes;
        this.voices = voices;
        this.activity = activity;
        known = wishes.voices().isEmpty()
                ? KnownVoices.NONE
                : new VoiceFolder(session, voices).read(wishes.voices().get());
    }

    /** Returns whether speakers can be told apart; if not, a note says how to install the models. */
    static boolean isPossible(Session session) throws CommandException {
        ModelLocator locator = new ModelLocator(session.environment(), session.console());
        if (locator.speakers(SpeakerModel.CAMPPLUS).isPresent()) {
            return true;
        }
        session.console()
                .note(
                        "--diarize: speakers cannot be told apart, because no model for this is installed; to install both"
                                + " models once (35 MB), run: " + install(SpeakerModel.CAMPPLUS) + " && "
                                + install(SpeakerModel.SEGMENTATION));
        return false;
    }

    private static String install(SpeakerModel model) {
        return "qasr models pull " + model.id();
    }

    /**
     * Opens the models.
     *
     * @throws CommandException if one cannot be used, or the recordings of known people cannot
     */
    @MustBeClosed
    static SpeakerSearch open(Session session, SpeakerWishes wishes, ModelRequest request) throws CommandException {
        MachineCheck.run(session);
        ModelLocator locator = new ModelLocator(session.environment(), session.console());
        Optional<Path> segmentation = locator.speakers(SpeakerModel.SEGMENTATION);
        if (segmentation.isEmpty()) {
            session.console()
                    .note(
                            "--diarize: where several people speak at the same time is not found; to install the model for"
                                    + " it once, run: " + install(SpeakerModel.SEGMENTATION));
        }
        Optional<Path> campplus = locator.speakers(SpeakerModel.CAMPPLUS);
        List<AutoCloseable> open = new ArrayList<>();
        try {
            VoiceEmbedder voices = session.engines().openVoices(campplus.orElseThrow(), request);
            open.add(voices);
            Optional<SpeakerActivity> activity = Optional.empty();
            if (segmentation.isPresent()) {
                activity = Optional.of(session.engines().openActivity(segmentation.get(), request));
                open.add(activity.get());
            }
            SpeakerSearch search = new SpeakerSearch(session, wishes, voices, activity);
            open.clear();
            return search;
        } catch (ModelException e) {
            throw new CommandException(new Failure("", e.getMessage(), ExitStatus.MODEL), e);
        } catch (DeviceException e) {
            throw new CommandException(new Failure("", Remedies.of(e), ExitStatus.DEVICE), e);
        } finally {
            open.forEach(SpeakerSearch::close);
        }
    }

    private static void close(AutoCloseable network) {
        if (network instanceof VoiceEmbedder embedder) {
            embedder.close();
        } else if (network instanceof SpeakerActivity found) {
            found.close();
        }
    }

    /**
     * Reads a recording and finds its speakers.
     *
     * @param name the name of the recording, for messages
     * @param spool keeps the sound of a pipe
     * @param cutting how speech is detected
     * @return empty if a network fails; a warning names the reason
     * @throws IOException if the recording cannot be opened. If it cannot be read to its end, the speakers of the part before
     *     are returned, since the second reading reports the failure
     */
    Optional<FoundSpeakers> of(
            String name, AudioSelection selection, AudioInput source, Optional<SoundSpool> spool, Cutting cutting)
            throws IOException {
        Diariser diariser = new Diariser(voices, activity);
        long first = selection.excerpt().start();
        List<ModelException> problems = new ArrayList<>();
        try (MeteredAudio audio = selection.tapped(session.engines(), source, spool, (buffer, offset, length) -> {
            try {
                diariser.sound(buffer, offset, length);
            } catch (ModelException e) {
                problems.add(e);
            }
        })) {
            listen(diariser, selection.chunks(session.engines(), audio, cutting.markingSpeech()), first);
            if (problems.isEmpty()) {
                return Optional.of(found(name, diariser.finish(wishes.count()), first / SAMPLE_RATE));
            }
        } catch (ModelException e) {
            problems.add(e);
        }
        session.console()
                .warn(name, "its speakers are not found: " + problems.get(0).getMessage());
        return Optional.empty();
    }

    private static void listen(Diariser diariser, ChunkSource chunks, long first) throws ModelException {
        try {
            Optional<Chunk> chunk = chunks.next();
            while (chunk.isPresent()) {
                long start = chunk.get().range().start();
                for (SampleRange speech : chunk.get().speech()) {
                    float[] samples = chunk.get()
                            .waveform()
                            .slice((int) (speech.start() - start), (int) (speech.end() - start))
                            .toArray();
                    diariser.speech(speech.start() - first, samples);
                }
                chunk = chunks.next();
            }
        } catch (AudioException e) {
            // The second reading fails at the same place, and reports it.
        }
    }

    private FoundSpeakers found(String name, Diarisation diarisation, double offset) {
        List<String> names = known.of(diarisation.means());
        session.console()
                .detail(name + ": " + names.size() + (names.size() == 1 ? " speaker in " : " speakers in ")
                        + diarisation.turns().size() + " turns: " + String.join(", ", names));
        return new FoundSpeakers(
                new Attribution(shifted(diarisation.turns(), offset), names),
                shifted(diarisation.overlapping(), offset),
                names);
    }

    private static List<SpeakerTurn> shifted(List<SpeakerTurn> turns, double offset) {
        return turns.stream()
                .map(turn -> new SpeakerTurn(turn.start() + offset, turn.end() + offset, turn.speaker()))
                .toList();
    }

    @Override
    public void close() {
        voices.close();
        activity.ifPresent(SpeakerActivity::close);
    }
}
