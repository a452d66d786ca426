package qasr.torch;

import org.bytedeco.pytorch.Tensor;

/**
 * A chunk whose sound is encoded and whose prompt has not run yet. Owns native memory: close it.
 *
 * @param embeddings [S, hidden]: the sound and the rest of the prompt
 */
record EncodedChunk(ChunkTask chunk, Tensor embeddings) implements AutoCloseable {
    /** Keeps {@code embeddings}, which may belong to a pointer scope. */
    EncodedChunk {
        embeddings.retainReference();
    }

    @Override
    public void close() {
        embeddings.releaseReference();
    }
}
