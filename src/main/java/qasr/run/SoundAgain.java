package qasr.run;

import java.util.List;
import java.util.OptionalLong;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.vad.Chunk;
import qasr.vad.ChunkOptions;
import qasr.vad.PlannedChunks;

/** The sound of known chunks of a recording, read a second time. It holds one chunk at a time. */
final class SoundAgain {
    private static final int SAMPLES_PER_MILLI = Waveform.SAMPLE_RATE / 1000;

    private final PlannedChunks chunks;

    /**
     * Creates the sound of {@code places} of a recording.
     *
     * @param audio the recording from {@code start} on; the caller closes it
     * @param places in order, counted from the beginning of the recording
     * @param start the position of the first sample of {@code audio}
     */
    SoundAgain(AudioStream audio, List<Chunk.Place> places, long start) {
        List<Chunk.Place> shifted =
                places.stream().map(place -> place.shifted(-start)).toList();
        long longest =
                places.stream().mapToLong(place -> place.range().length()).max().orElse(0);
        chunks = new PlannedChunks(
                audio, shifted, ChunkOptions.within(OptionalLong.of(Math.max(longest, Waveform.SAMPLE_RATE))));
    }

    /**
     * Returns the samples of the next place, which is {@code place}. Results round times to milliseconds, so a place may end
     * some samples behind the recording; they are zeros.
     *
     * @throws AudioException if the recording is shorter than it was, or cannot be read
     */
    Waveform of(Chunk.Place place) throws AudioException {
        Waveform sound = chunks.next().orElseThrow().waveform();
        int length = Math.toIntExact(place.range().length());
        if (length - sound.length() >= SAMPLES_PER_MILLI) {
            throw new AudioException("is shorter than in the earlier run: it ends before "
                    + place.range().end() / Waveform.SAMPLE_RATE + " s; use the same recording");
        }
        return sound.paddedTo(length);
    }
}
