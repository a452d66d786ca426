package qasr.checkpoint;

import java.nio.ByteBuffer;
import qasr.model.ModelException;

/** The bytes that tensors are views of. */
@FunctionalInterface
interface Storage {
    /**
     * Returns all bytes, little-endian, from 0 to the buffer's limit.
     *
     * @throws ModelException if they cannot be read or are damaged
     */
    ByteBuffer bytes() throws ModelException;
}
