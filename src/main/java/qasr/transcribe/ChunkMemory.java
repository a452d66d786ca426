package qasr.transcribe;

import java.util.Optional;
import qasr.transcript.ChunkResult;
import qasr.vad.Chunk;

/** Knows what came of a recording's chunks in an earlier run. Asked on the reader's thread. */
@FunctionalInterface
public interface ChunkMemory {
    /** Knows nothing. */
    ChunkMemory NONE = place -> Optional.empty();

    /** Returns what came of the chunk at {@code place} in an earlier run, if that is known; it is not decoded again. */
    Optional<ChunkResult> recall(Chunk.Place place);
}
