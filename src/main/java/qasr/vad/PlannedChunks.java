package qasr.vad;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/** The chunks of a recording that somebody has decided on beforehand. */
public final class PlannedChunks implements ChunkSource {
    private final Sound sound;
    private final Iterator<Chunk.Place> places;

    /**
     * Reads {@code stream}, which stays the caller's to close.
     *
     * @param places ordered and disjoint
     */
    public PlannedChunks(AudioStream stream, List<Chunk.Place> places) {
        this.sound = new Sound(stream);
        this.places = List.copyOf(places).iterator();
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        if (!places.hasNext()) {
            return Optional.empty();
        }
        Chunk.Place place = places.next();
        long start = place.range().start();
        while (sound.length() < place.range().end() && !sound.ended()) {
            sound.readUpTo(Math.min(place.range().end(), sound.length() + SpeechDetector.FRAME_SAMPLES * 1000L));
            sound.dropBefore(Math.min(start, sound.length()));
        }
        sound.dropBefore(Math.min(start, sound.length()));
        sound.throwFailure();
        long end = Math.min(place.range().end(), sound.length());
        if (end <= place.heard().start()) {
            throw new AudioException("is shorter than it was: it ends before " + start / Waveform.SAMPLE_RATE + " s");
        }
        SampleRange range = new SampleRange(start, end);
        SampleRange heard =
                new SampleRange(place.heard().start(), Math.min(place.heard().end(), end));
        return Optional.of(new Chunk(range, sound.waveform(range), List.of(heard)));
    }

    @Override
    public long samplesRead() {
        return sound.length();
    }

    @Override
    public Backdrop backdrop() {
        return sound.backdrop();
    }
}
