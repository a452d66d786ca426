package qasr.cli;

import java.util.function.LongConsumer;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;

/** An audio stream that tells how far it has been read: in an hour of silence nothing else happens. */
final class WatchedAudio extends ForwardedAudio {
    private final LongConsumer watcher;
    private long position;

    /**
     * Makes one.
     *
     * @param start the place in the recording, in samples, of the first that is read
     * @param watcher hears the place after each reading
     */
    WatchedAudio(AudioStream stream, long start, LongConsumer watcher) {
        super(stream);
        this.position = start;
        this.watcher = watcher;
    }

    @Override
    public int read(float[] buffer, int offset, int length) throws AudioException {
        int count = behind().read(buffer, offset, length);
        if (count > 0) {
            position += count;
            watcher.accept(position);
        }
        return count;
    }
}
