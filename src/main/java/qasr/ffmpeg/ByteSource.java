package qasr.ffmpeg;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The encoded bytes of one recording. FFmpeg gets no other bytes. */
interface ByteSource extends Closeable {
    /** Reads up to {@code target.remaining()} bytes; returns how many, at least 1, or -1 at the end. */
    int read(ByteBuffer target) throws IOException;

    /** Returns whether {@link #seek} and {@link #size} may be called. */
    boolean seekable();

    /** Sets the offset of the next byte to {@code position}. */
    void seek(long position) throws IOException;

    /**
     * Returns up to {@code count} bytes from {@code position} on, without changing the offset. For a pipe, this works
     * only before its first byte was read, and only for its beginning.
     */
    byte[] peek(long position, int count) throws IOException;

    /** Returns the total number of bytes. */
    long size() throws IOException;
}
