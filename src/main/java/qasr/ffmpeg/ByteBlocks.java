package qasr.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import qasr.audio.AudioException;

/** The bytes of a pipe that are kept in memory, from the first byte on, in blocks, so that growing copies nothing. */
final class ByteBlocks {
    private static final int BLOCK = 1 << 20;

    private final InputStream stream;
    private final long limit;
    private final List<byte[]> blocks = new ArrayList<>();
    private long length;
    private boolean ended;

    /** Keeps at most {@code limit} bytes of {@code stream}. */
    ByteBlocks(InputStream stream, long limit) {
        this.stream = stream;
        this.limit = limit;
    }

    /** Returns the maximum number of bytes to keep. */
    long limit() {
        return limit;
    }

    /** Returns the number of bytes kept. */
    long length() {
        return length;
    }

    /** Reads on until {@code wanted} bytes are kept; returns whether the stream has as many. */
    boolean fillTo(long wanted) throws IOException {
        while (length < wanted && !ended) {
            if (length >= limit) {
                throw new AudioException(
                        "the index of this container comes after the sound, so that more than " + (limit >> 20)
                                + " MB of the pipe would be kept in memory: save the recording to a file and name the file");
            }
            int within = (int) (length % BLOCK);
            if (within == 0 && blocks.size() * (long) BLOCK == length) {
                blocks.add(new byte[BLOCK]);
            }
            int wish = (int) Math.min(BLOCK - within, limit - length);
            int count = stream.read(blocks.get(blocks.size() - 1), within, wish);
            ended = count < 0;
            length += Math.max(0, count);
        }
        return length >= wanted;
    }

    /** Reads the stream to its end. */
    void fillToEnd() throws IOException {
        fillTo(Long.MAX_VALUE);
    }

    /** Copies kept bytes from {@code position} into {@code target}; returns how many, 0 behind the last one. */
    int copy(long position, ByteBuffer target) {
        long left = length - position;
        if (left <= 0 || !target.hasRemaining()) {
            return 0;
        }
        int within = (int) (position % BLOCK);
        int count = (int) Math.min(Math.min(left, BLOCK - within), target.remaining());
        target.put(blocks.get((int) (position / BLOCK)), within, count);
        return count;
    }

    /** Returns the big-endian 32 bits at {@code position}, or -1 if the stream ends before them. */
    long unsignedInt(long position) throws IOException {
        if (!fillTo(position + Integer.BYTES)) {
            return -1;
        }
        ByteBuffer four = ByteBuffer.allocate(Integer.BYTES);
        while (four.hasRemaining()) {
            copy(position + four.position(), four);
        }
        return Integer.toUnsignedLong(four.getInt(0));
    }

    /** Drops all bytes. */
    void clear() {
        blocks.clear();
    }
}
