package qasr.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** One chunk's KV cache and how much of it is filled. Owns native memory: close it. */
final class TorchSession implements AutoCloseable {
    private final Tensor cache;
    private int length;
    private boolean closed;

    /** Takes a cache [layers, 2, kv heads, capacity, head dim]. */
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

    void advance(int positions) {
        length += positions;
    }

    /** Fills the start of this empty session with everything {@code prefix} holds. */
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
