package qasr.ffmpeg;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The encoded bytes of one recording: the only bytes FFmpeg ever gets to see. */
interface ByteSource extends Closeable {
    /** Reads up to {@code target.remaining()} bytes; returns how many, at least 1, or -1 at the end. */
    int read(ByteBuffer target) throws IOException;

    /** Tells whether {@link #seek} and {@link #size} may be called. */
    boolean seekable();

    /** Makes {@code position} the offset of the next byte read. */
    void seek(long position) throws IOException;

    /**
     * Returns up to {@code count} bytes from {@code position} on, and stays where it is. A pipe can only be looked into
     * before its first byte was read, and not farther than is sensible to keep.
     */
    byte[] peek(long position, int count) throws IOException;

    /** Returns the number of bytes in all. */
    long size() throws IOException;
}
