package qasr.transcribe;

import java.util.List;
import java.util.Optional;
import qasr.transcript.Utterance;
import qasr.vad.Chunk;

/** Remembers what came of a recording's chunks from one run to the next. Asked on one thread, told on another. */
public interface ChunkMemory {
    /** Remembers nothing. */
    ChunkMemory NONE = new ChunkMemory() {
        @Override
        public Optional<Memory> recall(Chunk.Place place) {
            return Optional.empty();
        }

        @Override
        public void keep(Chunk.Place place, Memory memory) {}
    };

    /**
     * What came of a chunk.
     *
     * @param warnings what was said about it
     */
    record Memory(List<Utterance> utterances, List<String> warnings) {
        public Memory {
            utterances = List.copyOf(utterances);
            warnings = List.copyOf(warnings);
        }
    }

    /** Returns what came of the chunk at {@code place} in an earlier run, if that is known; it is not decoded again. */
    Optional<Memory> recall(Chunk.Place place);

    /** Remembers what came of the chunk at {@code place}. */
    void keep(Chunk.Place place, Memory memory);
}
