package qasr.ffmpeg;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Owns the {@code AVIOContext} through which FFmpeg reads the bytes of a {@link ByteSource}. */
final class FfmpegInput implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int SEEK_SET = 0;

    /**
     * The inputs by the address that FFmpeg hands back with each call. JavaCPP has only ten native entry points for each
     * kind of callback, so that one object per input would limit how many recordings may be open at once.
     */
    private static final Map<Long, FfmpegInput> OPEN = new ConcurrentHashMap<>();

    private static final Reader READER = new Reader();
    private static final Seeker SEEKER = new Seeker();

    private final ByteSource source;
    private final BytePointer key = new BytePointer(1);
    private final AVIOContext context;
    private final Tail tail = new Tail();
    private final ByteBuffer head = ByteBuffer.allocate(BUFFER);
    private boolean inOrder = true;
    private Optional<IOException> failure = Optional.empty();

    FfmpegInput(ByteSource source) {
        this.source = source;
        OPEN.put(key.address(), this);
        BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER));
        context = avformat.avio_alloc_context(buffer, BUFFER, 0, key, READER, null, source.seekable() ? SEEKER : null);
    }

    AVIOContext context() {
        return context;
    }

    /** Returns the exception of the source, if there was one. FFmpeg itself knows only that reading failed. */
    Optional<IOException> failure() {
        return failure;
    }

    /** Returns the last bytes that were read, at most 128 KB. */
    byte[] tail() {
        return tail.toArray();
    }

    /** Returns the first bytes, at most 64 KB. */
    byte[] head() {
        return Arrays.copyOf(head.array(), head.position());
    }

    @Override
    public void close() {
        // FFmpeg may have replaced the buffer while probing: free the one the context holds now.
        avutil.av_free(context.buffer());
        avformat.avio_context_free(context);
        OPEN.remove(key.address());
        key.close();
    }

    private int read(BytePointer target, int size) {
        try {
            if (Thread.currentThread().isInterrupted()) {
                return fail(new InterruptedIOException("interrupted"));
            }
            ByteBuffer bytes = target.capacity(size).asByteBuffer();
            int count = source.read(bytes);
            bytes.flip();
            if (inOrder && head.hasRemaining()) {
                head.put(bytes.slice(0, Math.min(bytes.remaining(), head.remaining())));
            }
            tail.append(bytes);
            return count > 0 ? count : avutil.AVERROR_EOF;
        } catch (IOException e) {
            return fail(e);
        } catch (RuntimeException e) {
            // An exception must not unwind through FFmpeg's frames.
            return fail(new IOException(e));
        }
    }

    private long seek(long offset, int whence) {
        try {
            if ((whence & avformat.AVSEEK_SIZE) != 0) {
                return source.size();
            }
            // FFmpeg works out by itself what is relative to somewhere else.
            if (whence != SEEK_SET || offset < 0) {
                return avutil.AVERROR_INVALIDDATA;
            }
            source.seek(offset);
            inOrder = false;
            tail.clear();
            return offset;
        } catch (IOException e) {
            return fail(e);
        }
    }

    private int fail(IOException exception) {
        failure = Optional.of(exception);
        return avutil.AVERROR_EXIT;
    }

    private static final class Reader extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer opaque, BytePointer target, int size) {
            return OPEN.get(opaque.address()).read(target, size);
        }
    }

    private static final class Seeker extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer opaque, long offset, int whence) {
            return OPEN.get(opaque.address()).seek(offset, whence);
        }
    }
}
