package qasr.transcribe;

import java.util.Optional;
import qasr.transcript.ChunkResult;
import qasr.vad.Chunk;

/** Results of a recording's chunks from an earlier run. Called on the reader thread. */
@FunctionalInterface
public interface ChunkMemory {
    /** A memory without results. */
    ChunkMemory NONE = place -> Optional.empty();

    /**
     * Returns the result of the chunk at {@code place} from an earlier run, if any. Such a chunk is not decoded again.
     */
    Optional<ChunkResult> recall(Chunk.Place place);
}
