package qasr.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The KV cache of one chunk, and its filled length. The cache grows with the text, because speech never fills the room
 * that a loop needs, and unused room would be in memory with large pages. Owns native memory: close it.
 */
final class TorchSession implements AutoCloseable {
    /** A cache that is full grows by this part of itself, and all of it is copied then. */
    private static final int GROWS_BY_ONE_IN = 8;

    private Tensor cache;
    private int length;
    private boolean closed;

    /**
     * Takes a cache [layers, 2, kv heads, capacity, head dim], not filled with zeros: only positions that were written are
     * ever read.
     */
    TorchSession(Tensor cache) {
        cache.retainReference();
        this.cache = cache;
    }

    Tensor cache() {
        if (closed) {
            throw new IllegalStateException("session is closed");
        }
        return cache;
    }

    /** Returns the number of positions filled. */
    int length() {
        return length;
    }

    /** Returns the number of positions there is room for. */
    int capacity() {
        return Math.toIntExact(cache().size(3));
    }

    /** Makes room for {@code positions} more positions. */
    void reserve(int positions) {
        int capacity = capacity();
        if (length + positions <= capacity) {
            return;
        }
        try (PointerScope scope = new PointerScope()) {
            long[] shape = Values.shape(cache);
            shape[3] = Math.max(length + positions, capacity + capacity / GROWS_BY_ONE_IN);
            Tensor larger = torch.empty(shape, cache.options(), new MemoryFormatOptional());
            larger.narrow(3, 0, length).copy_(cache.narrow(3, 0, length));
            larger.retainReference();
            cache.releaseReference();
            cache = larger;
        }
    }

    void advance(int positions) {
        length += positions;
    }

    /** Copies the content of {@code prefix} into this empty session. */
    void copyFrom(TorchSession prefix) {
        try (PointerScope scope = new PointerScope()) {
            int filled = prefix.length();
            cache().narrow(3, 0, filled).copy_(prefix.cache().narrow(3, 0, filled));
            length = filled;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            cache.releaseReference();
        }
    }
}
