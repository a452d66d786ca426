package qasr.testing;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.transcript.Warning;

/** Samples of an array as a stream that, like a decoder, returns as many at a time as it likes. */
public final class ArrayStream implements AudioStream {
    private final float[][] channels;
    private final Random random;
    private int position;
    private boolean closed;

    /** Streams {@code samples}, which must not change, in pieces whose lengths follow from {@code seed}. */
    public ArrayStream(float[] samples, long seed) {
        this(new float[][] {samples}, seed);
    }

    /** Streams several channels of the same length. */
    public ArrayStream(float[][] channels, long seed) {
        this.channels = channels;
        this.random = new Random(seed);
    }

    @Override
    public int channels() {
        return channels.length;
    }

    @Override
    public int read(float[] buffer, int offset, int length) {
        return read(new float[][] {buffer}, offset, length);
    }

    @Override
    public int read(float[][] buffers, int offset, int length) {
        if (closed) {
            throw new IllegalStateException("stream is closed");
        }
        if (position == channels[0].length) {
            return -1;
        }
        int most = Math.min(length, channels[0].length - position);
        int count = Math.min(most, 1 + random.nextInt(4096));
        for (int channel = 0; channel < channels.length; channel++) {
            System.arraycopy(channels[channel], position, buffers[channel], offset, count);
        }
        position += count;
        return count;
    }

    @Override
    public OptionalLong expectedSamples() {
        return OptionalLong.of(channels[0].length);
    }

    @Override
    public AudioFormat format() {
        return new AudioFormat("pcm_f32le", 16_000, channels.length);
    }

    @Override
    public List<Warning> warnings() {
        return List.of();
    }

    @Override
    public void close() {
        closed = true;
    }
}
