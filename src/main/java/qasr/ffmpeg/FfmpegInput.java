package qasr.ffmpeg;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Owns the {@code AVIOContext} through which FFmpeg pulls bytes out of a {@link ByteSource}. */
final class FfmpegInput implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int SEEK_SET = 0;

    private final ByteSource source;
    private final Reader reader = new Reader();
    private final Seeker seeker = new Seeker();
    private final AVIOContext context;
    private Optional<IOException> failure = Optional.empty();

    FfmpegInput(ByteSource source) {
        this.source = source;
        // JavaCPP has ten native entry points for each kind of callback; an eleventh stream gets none.
        if (reader.isNull() || seeker.isNull()) {
            releaseCallbacks();
            throw new IllegalStateException("too many recordings are open at once: close some");
        }
        BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER));
        context = avformat.avio_alloc_context(buffer, BUFFER, 0, null, reader, null, source.seekable() ? seeker : null);
    }

    AVIOContext context() {
        return context;
    }

    /** Returns what the source threw, if it did; FFmpeg itself only knows that reading failed. */
    Optional<IOException> failure() {
        return failure;
    }

    @Override
    public void close() {
        // FFmpeg may have replaced the buffer while probing: free the one the context holds now.
        avutil.av_free(context.buffer());
        avformat.avio_context_free(context);
        releaseCallbacks();
    }

    private void releaseCallbacks() {
        reader.close();
        seeker.close();
    }

    private int fail(IOException exception) {
        failure = Optional.of(exception);
        return avutil.AVERROR_EXIT;
    }

    private final class Reader extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer opaque, BytePointer target, int size) {
            try {
                if (Thread.currentThread().isInterrupted()) {
                    return fail(new InterruptedIOException("interrupted"));
                }
                int count = source.read(target.capacity(size).asByteBuffer());
                return count > 0 ? count : avutil.AVERROR_EOF;
            } catch (IOException e) {
                return fail(e);
            } catch (RuntimeException e) {
                // An exception must not unwind through FFmpeg's frames.
                return fail(new IOException(e));
            }
        }
    }

    private final class Seeker extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer opaque, long offset, int whence) {
            try {
                if ((whence & avformat.AVSEEK_SIZE) != 0) {
                    return source.size();
                }
                // FFmpeg works relative and backward seeks out itself.
                if (whence != SEEK_SET || offset < 0) {
                    return avutil.AVERROR_INVALIDDATA;
                }
                source.seek(offset);
                return offset;
            } catch (IOException e) {
                return fail(e);
            }
        }
    }
}
