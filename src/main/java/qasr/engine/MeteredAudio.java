package qasr.engine;

import java.util.OptionalLong;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.model.Stage;
import qasr.model.StageTimes;

/**
 * An audio stream that measures its reading time and reports its read position. The position drives the progress
 * display, also during an hour of silence. Only {@link AudioSelection} creates one.
 */
public final class MeteredAudio extends ForwardedAudio {
    /** How often the expected length is asked for, in samples: each request calls into FFmpeg. */
    private static final int LOOK_SAMPLES = 5 * Waveform.SAMPLE_RATE;

    /** Receives the read position and the expected length of the recording, in samples. */
    @FunctionalInterface
    public interface Watcher {
        void read(long position, OptionalLong expected);
    }

    private final Watcher watcher;
    private final StageTimes times;
    private OptionalLong expected = OptionalLong.empty();
    private long position;
    private long looked;
    private long nanos;

    /**
     * Wraps {@code stream}.
     *
     * @param start the position in the recording of the first sample that is read, in samples
     * @param watcher called after each read
     */
    MeteredAudio(AudioStream stream, long start, Watcher watcher, StageTimes times) {
        super(stream);
        this.position = start;
        this.watcher = watcher;
        this.times = times;
    }

    /** Returns the time spent reading so far, in nanoseconds. */
    long nanos() {
        return nanos;
    }

    @Override
    public int read(float[][] buffers, int offset, int length) throws AudioException {
        long start = System.nanoTime();
        try {
            int count = behind().read(buffers, offset, length);
            if (count > 0) {
                position += count;
                if (position - looked >= LOOK_SAMPLES) {
                    expected = behind().expectedSamples();
                    looked = position;
                }
                watcher.read(position, expected);
            }
            return count;
        } finally {
            long elapsed = System.nanoTime() - start;
            nanos += elapsed;
            times.add(Stage.DECODE_AUDIO, elapsed);
        }
    }
}
