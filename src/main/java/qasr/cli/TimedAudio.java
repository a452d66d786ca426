package qasr.cli;

import java.util.List;
import java.util.OptionalLong;
import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.model.Stage;
import qasr.model.StageTimes;

/** An audio stream with a clock beside it. */
final class TimedAudio implements AudioStream {
    private final AudioStream stream;
    private final StageTimes times;
    private long nanos;

    TimedAudio(AudioStream stream, StageTimes times) {
        this.stream = stream;
        this.times = times;
    }

    /** Returns how long its reading has taken so far. */
    long nanos() {
        return nanos;
    }

    @Override
    public int read(float[] buffer, int offset, int length) throws AudioException {
        long start = System.nanoTime();
        try {
            return stream.read(buffer, offset, length);
        } finally {
            long elapsed = System.nanoTime() - start;
            nanos += elapsed;
            times.add(Stage.DECODE_AUDIO, elapsed);
        }
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
    public List<String> warnings() {
        return stream.warnings();
    }

    @Override
    public void close() {
        stream.close();
    }
}
