package qasr.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.audio.SampleRange;
import qasr.console.CommandException;
import qasr.engine.AudioSelection;
import qasr.engine.Cutting;
import qasr.engine.MeteredAudio;
import qasr.engine.Session;
import qasr.engine.SoundSpool;
import qasr.engine.SoundTap;
import qasr.job.SpeakerWishes;
import qasr.model.ModelException;
import qasr.speakers.Attribution;
import qasr.speakers.Diarisation;
import qasr.speakers.Diariser;
import qasr.speakers.KnownVoices;
import qasr.speakers.SpeakerTurn;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

/**
 * Finds the speakers of recordings with the installed speaker models. Each recording is read once for this, before it is
 * transcribed: chunks can then be cut between speakers, and text appears with its speaker at once. Embeddings stay in memory.
 */
final class SpeakerSearch {
    private static final double SAMPLE_RATE = 16_000;

    private final Session session;
    private final SpeakerWishes wishes;
    private final SpeakerModels models;
    private final KnownVoices known;

    /**
     * Creates a search with open models, which the caller closes after it.
     *
     * @throws CommandException if the recordings of known people cannot be used
     */
    SpeakerSearch(Session session, SpeakerWishes wishes, SpeakerModels models) throws CommandException {
        this.session = session;
        this.wishes = wishes;
        this.models = models;
        known = wishes.voices().isEmpty()
                ? KnownVoices.NONE
                : new VoiceFolder(session, models.voices()).read(wishes.voices().get());
    }

    /**
     * Reads a recording and finds its speakers.
     *
     * @param name the name of the recording, for messages
     * @param spool keeps the sound of a pipe
     * @param cutting how speech is detected
     * @param watcher gets the progress of this reading
     * @return empty if a network fails; a warning names the reason
     * @throws IOException if the recording cannot be opened. If it cannot be read to its end, the speakers of the part before
     *     are returned, with its end, since the second reading reports the failure
     */
    Optional<FoundSpeakers> of(
            String name,
            AudioSelection selection,
            AudioInput source,
            Optional<SoundSpool> spool,
            Cutting cutting,
            MeteredAudio.Watcher watcher)
            throws IOException {
        Diariser diariser = new Diariser(models.voices(), models.activity());
        long first = selection.excerpt().start();
        List<ModelException> problems = new ArrayList<>();
        AtomicLong given = new AtomicLong(first);
        SoundTap tap = (buffer, offset, length) -> {
            given.addAndGet(length);
            try {
                diariser.sound(buffer, offset, length);
            } catch (ModelException e) {
                problems.add(e);
            }
        };
        try (MeteredAudio audio = selection.tapped(session.engines(), source, spool, tap, watcher)) {
            boolean whole =
                    listen(diariser, selection.chunks(session.engines(), audio, cutting.markingSpeech()), first);
            if (problems.isEmpty()) {
                OptionalDouble end = whole ? OptionalDouble.empty() : OptionalDouble.of(given.get() / SAMPLE_RATE);
                return Optional.of(found(name, diariser.finish(wishes.count()), first / SAMPLE_RATE, end));
            }
        } catch (ModelException e) {
            problems.add(e);
        }
        session.console()
                .warn(name, "its speakers are not found: " + problems.get(0).getMessage());
        return Optional.empty();
    }

    /** Returns whether the recording could be read to its end. */
    private static boolean listen(Diariser diariser, ChunkSource chunks, long first) throws ModelException {
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
            return true;
        } catch (AudioException e) {
            return false; // The second reading fails at the same place, and reports it, or it gets further.
        }
    }

    private FoundSpeakers found(String name, Diarisation diarisation, double offset, OptionalDouble end) {
        List<String> names = known.of(diarisation.means());
        session.console()
                .detail(name + ": " + names.size() + (names.size() == 1 ? " speaker in " : " speakers in ")
                        + diarisation.turns().size() + " turns: " + String.join(", ", names));
        return new FoundSpeakers(
                new Attribution(shifted(diarisation.turns(), offset), names),
                shifted(diarisation.overlapping(), offset),
                names,
                end);
    }

    private static List<SpeakerTurn> shifted(List<SpeakerTurn> turns, double offset) {
        return turns.stream()
                .map(turn -> new SpeakerTurn(turn.start() + offset, turn.end() + offset, turn.speaker()))
                .toList();
    }
}
