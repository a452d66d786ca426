package qasr.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import qasr.align.SoundSamples;
import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.transcript.Warning;

/**
 * The samples of a pipe that are needed again after the pipe has been read: a temporary file of 16-bit samples, or of exact
 * ones, those of all channels at one time side by side. Closing it deletes the file. On Linux and macOS it has no name from
 * the beginning, so that not even a killed process leaves it.
 */
public final class SoundSpool implements Closeable {
    private static final int BLOCK_SAMPLES = 1 << 15;

    private final FileChannel file;
    private final boolean exact;
    private final int sampleBytes;
    private boolean filtered = true;
    private AudioFormat format;
    private int channels = 1;
    private List<Warning> warnings = List.of();
    private Optional<AudioException> failure = Optional.empty();
    private long samples;

    private SoundSpool(FileChannel file, boolean exact) {
        this.file = file;
        this.exact = exact;
        sampleBytes = exact ? Float.BYTES : Short.BYTES;
    }

    /** Creates an empty spool in {@code folder}, of 16-bit samples. */
    public static SoundSpool in(Path folder) throws IOException {
        return in(folder, false);
    }

    /** Creates an empty spool in {@code folder}; if {@code exact}, its samples are those of the pipe, bit for bit. */
    public static SoundSpool in(Path folder, boolean exact) throws IOException {
        String name = String.format(Locale.ROOT, ".qasr-sound-%s.tmp", UUID.randomUUID());
        return new SoundSpool(
                FileChannel.open(
                        folder.resolve(name),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                exact);
    }

    /** Returns {@code stream}, whose samples are kept here as they are read. */
    AudioStream keeping(AudioStream stream) {
        format = stream.format();
        channels = stream.channels();
        return new Keeping(stream);
    }

    /** Returns {@code stream}, whose samples are kept here as they are read, before the filters of the run. */
    AudioStream keepingUnfiltered(AudioStream stream) {
        filtered = false;
        return keeping(stream);
    }

    /** Returns whether the samples that were kept have passed the filters of the run. */
    boolean isFiltered() {
        return filtered;
    }

    /** Returns the samples that were kept, from the first. Closing the stream does not close the spool. */
    public AudioStream again() {
        return new Again();
    }

    private void keep(float[][] buffers, int offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length * channels * sampleBytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < length; i++) {
            for (float[] buffer : buffers) {
                if (exact) {
                    bytes.putFloat(buffer[offset + i]);
                    continue;
                }
                bytes.putShort(SoundSamples.bits(buffer[offset + i]));
            }
        }
        bytes.flip();
        long position = samples * channels * sampleBytes;
        while (bytes.hasRemaining()) {
            position += file.write(bytes, position);
        }
        samples += length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private final class Keeping extends ForwardedAudio {
        Keeping(AudioStream stream) {
            super(stream);
        }

        @Override
        public int read(float[][] buffers, int offset, int length) throws AudioException {
            int count;
            try {
                count = behind().read(buffers, offset, length);
            } catch (AudioException e) {
                failure = Optional.of(e);
                throw e;
            } finally {
                warnings = behind().warnings();
            }
            if (count > 0) {
                try {
                    keep(buffers, offset, count);
                } catch (IOException e) {
                    // The first reading is of speakers only: the second one must not end here as if this were all.
                    failure = Optional.of(
                            new AudioException("its sound cannot be kept for a second reading: " + e.getMessage(), e));
                    throw failure.get();
                }
            }
            return count;
        }
    }

    private final class Again implements AudioStream {
        private long next;

        @Override
        public int channels() {
            return channels;
        }

        @Override
        public int read(float[] buffer, int offset, int length) throws AudioException {
            return read(new float[][] {buffer}, offset, length);
        }

        @Override
        public int read(float[][] buffers, int offset, int length) throws AudioException {
            int count = (int) Math.min(Math.min(length, BLOCK_SAMPLES), samples - next);
            if (count <= 0) {
                if (exact && failure.isPresent()) {
                    throw failure.get(); // as the pipe did
                }
                return -1;
            }
            int frame = channels * sampleBytes;
            ByteBuffer bytes = ByteBuffer.allocate(count * frame).order(ByteOrder.LITTLE_ENDIAN);
            try {
                while (bytes.hasRemaining() && file.read(bytes, next * frame + bytes.position()) >= 0) {
                    // until the block is full
                }
            } catch (IOException e) {
                throw new AudioException("its kept sound cannot be read again: " + e.getMessage(), e);
            }
            bytes.flip();
            for (int i = 0; i < count; i++) {
                for (float[] buffer : buffers) {
                    buffer[offset + i] = exact ? bytes.getFloat() : SoundSamples.sample(bytes.getShort());
                }
            }
            next += count;
            return count;
        }

        @Override
        public OptionalLong expectedSamples() {
            return OptionalLong.of(samples);
        }

        @Override
        public AudioFormat format() {
            return format;
        }

        @Override
        public List<Warning> warnings() {
            return exact ? List.copyOf(warnings) : List.of();
        }

        @Override
        public void close() {}
    }
}
