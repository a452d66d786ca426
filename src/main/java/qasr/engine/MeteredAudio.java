package qasr.engine;

import java.util.OptionalLong;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.model.Stage;
import qasr.model.StageTimes;

/**
 * An audio stream with a clock beside it that tells how far it has been read: in an hour of silence nothing else happens.
 * Only {@link AudioSelection} makes one.
 */
public final class MeteredAudio extends ForwardedAudio {
    /** Looking at how long it will be costs calls into FFmpeg. */
    private static final int LOOK_SAMPLES = 5 * Waveform.SAMPLE_RATE;

    /** Hears how far the recording has been read, and how long it seems to be by now, in samples. */
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
     * Makes one.
     *
     * @param start the place in the recording, in samples, of the first that is read
     * @param watcher hears the place after each reading
     */
    MeteredAudio(AudioStream stream, long start, Watcher watcher, StageTimes times) {
        super(stream);
        this.position = start;
        this.watcher = watcher;
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
            int count = behind().read(buffer, offset, length);
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
