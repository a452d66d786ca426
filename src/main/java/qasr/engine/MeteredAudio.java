package qasr.engine;

import java.util.function.LongConsumer;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.model.Stage;
import qasr.model.StageTimes;

/**
 * An audio stream with a clock beside it that tells how far it has been read: in an hour of silence nothing else happens.
 * Only {@link AudioSelection} makes one.
 */
public final class MeteredAudio extends ForwardedAudio {
    private final LongConsumer watcher;
    private final StageTimes times;
    private long position;
    private long nanos;

    /**
     * Makes one.
     *
     * @param start the place in the recording, in samples, of the first that is read
     * @param watcher hears the place after each reading
     */
    MeteredAudio(AudioStream stream, long start, LongConsumer watcher, StageTimes times) {
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
                watcher.accept(position);
            }
            return count;
        } finally {
            long elapsed = System.nanoTime() - start;
            nanos += elapsed;
            times.add(Stage.DECODE_AUDIO, elapsed);
        }
    }
}
