package qasr.transcribe;

import java.util.List;
import qasr.audio.Waveform;
import qasr.transcript.ChunkResult;
import qasr.transcript.Warning;
import qasr.vad.Chunk;

/** Gives the words of one recording their times, chunk by chunk in order. Used by one thread. */
public interface ChunkTiming {
    /** No word times. */
    ChunkTiming NONE = new ChunkTiming() {
        @Override
        public boolean isWanted() {
            return false;
        }

        @Override
        public ChunkResult timed(Chunk.Place place, Waveform sound, ChunkResult result) {
            return result;
        }

        @Override
        public List<Warning> warnings() {
            return List.of();
        }
    };

    /** Returns whether word times are wanted. If not, the sound of chunks is not kept for {@link #timed}. */
    boolean isWanted();

    /**
     * Returns {@code result} with times for its words.
     *
     * @param sound the samples of {@code place}'s range
     * @param result the chunk's utterances, without words
     */
    ChunkResult timed(Chunk.Place place, Waveform sound, ChunkResult result);

    /** Returns the warnings about the word times so far. */
    List<Warning> warnings();
}
