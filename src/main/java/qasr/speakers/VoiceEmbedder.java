package qasr.speakers;

import java.util.List;
import qasr.model.ModelException;

/**
 * A network that turns pieces of speech into embeddings: vectors that point in similar directions if the voice is the
 * same. Compare them by cosine; their lengths mean nothing. Only embeddings with the same {@link #weightsSum} can be
 * compared. It may own native memory and threads and must be closed. One call at a time.
 *
 * <p>Embeddings are biometric data: keep them in memory, and write none to disk unless the user asks for it.
 */
public interface VoiceEmbedder extends AutoCloseable {
    /** The samples of the shortest piece: three frames of features. */
    int SHORTEST_SAMPLES = 720;

    /** Returns the number of numbers in an embedding, 192 or 512. */
    int width();

    /** Returns the SHA-256 of the weights in lower-case hexadecimal. */
    String weightsSum();

    /**
     * Returns the embedding [{@link #width}] of each piece, in order. A piece has the same embedding bit for bit among
     * any others and with any number of threads.
     *
     * @param pieces mono sound at 16 kHz in [-1, 1), each at least {@link #SHORTEST_SAMPLES} long. Pieces of a recording
     *     are usually made equally long by repeating their samples; that is the caller's task.
     * @throws IllegalArgumentException if a piece is too short, or a sample is not finite
     * @throws ModelException if an embedding is not finite
     */
    float[][] embeddings(List<float[]> pieces) throws ModelException;

    @Override
    void close();
}
