package qasr.testing;

import java.util.List;
import java.util.OptionalLong;
import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.transcript.Warning;

/** A stream that fails after a number of samples. */
public final class FailingStream implements AudioStream {
    private final AudioStream stream;
    private long left;

    public FailingStream(AudioStream stream, long samples) {
        this.stream = stream;
        this.left = samples;
    }

    @Override
    public int read(float[] buffer, int offset, int length) throws AudioException {
        if (left == 0) {
            throw new AudioException("the recording breaks off");
        }
        int count = stream.read(buffer, offset, (int) Math.min(length, left));
        left -= Math.max(0, count);
        return count;
    }

    @Override
    public OptionalLong expectedSamples() {
        return stream.expectedSamples();
    }

    @Override
    public AudioFormat format() {
        return stream.format();
    }

    @Override
    public List<Warning> warnings() {
        return stream.warnings();
    }

    @Override
    public void close() {
        stream.close();
    }
}
