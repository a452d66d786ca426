package qasr.speakers;

import java.util.List;
import java.util.OptionalLong;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.transcript.Warning;

/** Samples in memory as a stream. */
final class ArraySound implements AudioStream {
    private final float[] samples;
    private int next;

    ArraySound(float[] samples) {
        this.samples = samples;
    }

    @Override
    public int read(float[] buffer, int offset, int length) {
        int count = Math.min(length, samples.length - next);
        if (count <= 0) {
            return -1;
        }
        System.arraycopy(samples, next, buffer, offset, count);
        next += count;
        return count;
    }

    @Override
    public OptionalLong expectedSamples() {
        return OptionalLong.of(samples.length);
    }

    @Override
    public AudioFormat format() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Warning> warnings() {
        return List.of();
    }

    @Override
    public void close() {}
}
