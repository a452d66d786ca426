package qasr.vad;

import java.util.List;
import java.util.Optional;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/**
 * The chunks of a recording at given places, each of its own channel if the recording is split. A chunk that is too long is cut at the quietest point in the second half
 * of the allowed length.
 */
public final class PlannedChunks implements ChunkSource {
    private final Sound sound;
    private final List<Chunk.Place> places;
    /** The first sample that each place or one behind it needs: those of different channels may overlap. */
    private final long[] earliest;

    private int taken;
    private final long maxSamples;
    private Optional<Chunk.Place> rest = Optional.empty();

    /**
     * Creates a source that reads {@code stream}, which the caller closes.
     *
     * @param places ordered by their start
     * @param options the maximum length of a chunk
     */
    public PlannedChunks(AudioStream stream, List<Chunk.Place> places, ChunkOptions options) {
        this.sound = new Sound(stream);
        this.places = List.copyOf(places);
        this.maxSamples = options.maxChunkSamples();
        earliest = new long[places.size() + 1];
        earliest[places.size()] = Long.MAX_VALUE;
        for (int i = places.size() - 1; i >= 0; i--) {
            earliest[i] = Math.min(earliest[i + 1], places.get(i).range().start());
        }
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        if (rest.isEmpty() && taken == places.size()) {
            return Optional.empty();
        }
        Chunk.Place place = fitting(rest.isPresent() ? rest.get() : places.get(taken++));
        SampleRange range = part(sound.index(place.channel()), read(place));
        rest = Optional.empty();
        if (range.end() < Math.min(place.heard().end(), sound.length())) {
            rest = Optional.of(place.at(
                    new SampleRange(range.end(), place.range().end()),
                    new SampleRange(
                            Math.max(range.end(), place.heard().start()),
                            place.heard().end())));
        }
        SampleRange heard = new SampleRange(
                Math.min(place.heard().start(), range.end()),
                Math.min(place.heard().end(), range.end()));
        int channel = sound.index(place.channel());
        Chunk chunk =
                new Chunk(range, sound.waveform(channel, range), List.of(heard), place.speaker(), place.channel());
        return Optional.of(sound.channels() == 1 ? chunk : OwnGain.applied(chunk));
    }

    /** Shortens the silence around the speech if the chunk is too long. */
    private Chunk.Place fitting(Chunk.Place place) {
        SampleRange heard = place.heard();
        long room = maxSamples - heard.length();
        if (room < 0 || place.range().length() <= maxSamples) {
            return place;
        }
        long before = Math.min(heard.start() - place.range().start(), room / 2);
        long after = Math.min(place.range().end() - heard.end(), room - before);
        return place.at(new SampleRange(heard.start() - before, heard.end() + after), heard);
    }

    /**
     * Reads the part of {@code place} that fits into one chunk. It reads in steps, so that the audio before is not kept
     * in memory. Places may overlap, so that of the next one is kept.
     */
    private SampleRange read(Chunk.Place place) throws AudioException {
        long start = place.range().start();
        long kept = Math.min(start, earliest[taken]);
        long wanted = Math.min(place.range().end(), start + maxSamples);
        while (sound.length() < wanted && !sound.ended()) {
            sound.readUpTo(Math.min(wanted, sound.length() + SpeechDetector.FRAME_SAMPLES * 1000L));
            sound.dropBefore(Math.min(kept, sound.length()));
        }
        sound.dropBefore(Math.min(kept, sound.length()));
        sound.throwFailure();
        long end = Math.min(wanted, sound.length());
        if (end <= place.heard().start()) {
            throw new AudioException(
                    "is shorter than in the earlier run: it ends before " + start / Waveform.SAMPLE_RATE + " s");
        }
        return new SampleRange(
                start, sound.length() < wanted ? end : place.range().end());
    }

    private SampleRange part(int channel, SampleRange range) {
        if (range.length() <= maxSamples) {
            return range;
        }
        long half = range.start() + maxSamples / 2;
        float[] second = sound.copy(channel, half, range.start() + maxSamples);
        return new SampleRange(range.start(), half + QuietestPoint.of(second, index -> 1));
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
