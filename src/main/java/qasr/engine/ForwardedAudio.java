package qasr.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.audio.ChannelMeter;
import qasr.transcript.Treatment;
import qasr.transcript.Warning;

/**
 * An audio stream that wraps another one. Subclasses change how samples are read, of all channels together; everything
 * else is delegated.
 */
abstract class ForwardedAudio implements AudioStream {
    private final AudioStream stream;

    ForwardedAudio(AudioStream stream) {
        this.stream = stream;
    }

    /** Returns the wrapped stream. */
    final AudioStream behind() {
        return stream;
    }

    @Override
    public final int channels() {
        return stream.channels();
    }

    @Override
    public abstract int read(float[][] buffers, int offset, int length) throws AudioException;

    @Override
    public final int read(float[] buffer, int offset, int length) throws AudioException {
        return read(new float[][] {buffer}, offset, length);
    }

    @Override
    public OptionalLong expectedSamples() {
        return stream.expectedSamples();
    }

    @Override
    public final AudioFormat format() {
        return stream.format();
    }

    @Override
    public final List<Warning> warnings() {
        return stream.warnings();
    }

    @Override
    public final Optional<ChannelMeter> channelMeter() {
        return stream.channelMeter();
    }

    @Override
    public final void restart() {
        stream.restart();
    }

    @Override
    public List<Treatment> treatments() {
        return stream.treatments();
    }

    @Override
    public void close() {
        stream.close();
    }
}
