package qasr.engine;

import java.util.List;
import java.util.OptionalLong;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.transcript.Warning;

/** An audio stream that stands before another and differs from it in how it is read. */
abstract class ForwardedAudio implements AudioStream {
    private final AudioStream stream;

    ForwardedAudio(AudioStream stream) {
        this.stream = stream;
    }

    /** Returns the stream behind this one. */
    final AudioStream behind() {
        return stream;
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
    public final void close() {
        stream.close();
    }
}
