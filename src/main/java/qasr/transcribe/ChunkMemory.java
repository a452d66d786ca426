package qasr.transcribe;

import java.util.Optional;
import qasr.transcript.ChunkResult;
import qasr.vad.Chunk;

/** Remembers what came of a recording's chunks from one run to the next. Asked on one thread, told on another. */
public interface ChunkMemory {
    /** Remembers nothing. */
    ChunkMemory NONE = new ChunkMemory() {
        @Override
        public Optional<ChunkResult> recall(Chunk.Place place) {
            return Optional.empty();
        }

        @Override
        public void keep(Chunk.Place place, ChunkResult result) {}
    };

    /** Returns what came of the chunk at {@code place} in an earlier run, if that is known; it is not decoded again. */
    Optional<ChunkResult> recall(Chunk.Place place);

    /** Remembers what came of the chunk at {@code place}. */
    void keep(Chunk.Place place, ChunkResult result);
}
