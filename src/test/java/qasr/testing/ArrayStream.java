package qasr.testing;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.transcript.Warning;

/** Samples of an array as a stream that, like a decoder, returns as many at a time as it likes. */
public final class ArrayStream implements AudioStream {
    private final float[] samples;
    private final Random random;
    private int position;
    private boolean closed;

    /** Streams {@code samples}, which must not change, in pieces whose lengths follow from {@code seed}. */
    public ArrayStream(float[] samples, long seed) {
        this.samples = samples;
        this.random = new Random(seed);
    }

    @Override
    public int read(float[] buffer, int offset, int length) {
        if (closed) {
            throw new IllegalStateException("stream is closed");
        }
        if (position == samples.length) {
            return -1;
        }
        int most = Math.min(length, samples.length - position);
        int count = Math.min(most, 1 + random.nextInt(4096));
        System.arraycopy(samples, position, buffer, offset, count);
        position += count;
        return count;
    }

    @Override
    public OptionalLong expectedSamples() {
        return OptionalLong.of(samples.length);
    }

    @Override
    public AudioFormat format() {
        return new AudioFormat("pcm_f32le", 16_000, 1);
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
