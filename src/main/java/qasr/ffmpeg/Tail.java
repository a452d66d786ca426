package qasr.ffmpeg;

import java.nio.ByteBuffer;

/** The last bytes that were read from a recording without a seek. */
final class Tail {
    private final byte[] ring = new byte[1 << 17];
    private long count;

    /** Appends the bytes between position and limit. */
    void append(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int at = (int) (count % ring.length);
            int part = Math.min(bytes.remaining(), ring.length - at);
            bytes.get(ring, at, part);
            count += part;
        }
    }

    /** Drops all bytes, after a seek. */
    void clear() {
        count = 0;
    }

    /** Returns the last bytes in order, at most 128 KB of them. */
    byte[] toArray() {
        byte[] bytes = new byte[(int) Math.min(count, ring.length)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = ring[(int) ((count - bytes.length + i) % ring.length)];
        }
        return bytes;
    }
}
