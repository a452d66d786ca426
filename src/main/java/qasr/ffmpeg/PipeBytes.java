package qasr.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import qasr.audio.AudioException;

/**
 * The bytes of a pipe, which can be read once and in order.
 *
 * <p>Bytes are passed on directly, without a limit. If {@link PipeLayout} finds that the index comes last, the whole
 * pipe is kept in memory, up to a limit, and can be read in any order. Nothing is written to disk.
 */
final class PipeBytes implements ByteSource {
    private static final int PEEK_LIMIT = 1 << 20;

    private final InputStream stream;
    private final boolean owner;
    private final ByteBlocks kept;
    private final boolean keepsAll;
    private final byte[] transfer = new byte[1 << 16];
    private long position;

    private PipeBytes(InputStream stream, boolean owner, ByteBlocks kept, boolean keepsAll) {
        this.stream = stream;
        this.owner = owner;
        this.kept = kept;
        this.keepsAll = keepsAll;
    }

    /** Opens a stream that stays the caller's; reads as far into it as needed to know its layout. */
    static ByteSource borrowing(InputStream stream, long memoryLimit) throws AudioException {
        return open(stream, false, memoryLimit);
    }

    /** Opens a stream and closes it at the end, or at once if it cannot be read. */
    static ByteSource owning(InputStream stream, long memoryLimit) throws IOException {
        try {
            return open(stream, true, memoryLimit);
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    private static ByteSource open(InputStream stream, boolean owner, long memoryLimit) throws AudioException {
        ByteBlocks blocks = new ByteBlocks(stream, memoryLimit);
        try {
            if (!blocks.fillTo(1)) {
                throw new AudioException("is empty (0 bytes): there is no recording in it");
            }
            boolean all = PipeLayout.indexAtEnd(blocks);
            if (all) {
                blocks.fillToEnd();
            }
            return new PipeBytes(stream, owner, blocks, all);
        } catch (AudioException e) {
            throw e;
        } catch (IOException e) {
            throw new AudioException("cannot be read: " + FfmpegError.reason(e), e);
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = kept.copy(position, target);
        if (count == 0 && keepsAll) {
            return -1;
        }
        if (count == 0) {
            kept.clear();
            count = stream.read(transfer, 0, Math.min(transfer.length, target.remaining()));
            if (count > 0) {
                target.put(transfer, 0, count);
            }
        }
        position += Math.max(0, count);
        return count;
    }

    @Override
    public boolean seekable() {
        return keepsAll;
    }

    @Override
    public void seek(long target) {
        position = target;
    }

    @Override
    public byte[] peek(long from, int count) throws IOException {
        if (!keepsAll && from + count > Math.min(PEEK_LIMIT, kept.limit())) {
            return new byte[0];
        }
        kept.fillTo(from + count);
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (kept.copy(from + bytes.position(), bytes) > 0) {}
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    @Override
    public long size() {
        return kept.length();
    }

    @Override
    public void close() throws IOException {
        kept.clear();
        if (owner) {
            stream.close();
        }
    }
}
