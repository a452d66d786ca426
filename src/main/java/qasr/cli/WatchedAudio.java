package qasr.cli;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;

/** An audio stream that tells how far it has been read: in an hour of silence nothing else happens. */
final class WatchedAudio implements AudioStream {
    private final AudioStream stream;
    private final LongConsumer watcher;
    private long position;

    /**
     * Makes one.
     *
     * @param start the place in the recording, in samples, of the first that is read
     * @param watcher hears the place after each reading
     */
    WatchedAudio(AudioStream stream, long start, LongConsumer watcher) {
        this.stream = stream;
        this.position = start;
        this.watcher = watcher;
    }

    @Override
    public int read(float[] buffer, int offset, int length) throws AudioException {
        int count = stream.read(buffer, offset, length);
        if (count > 0) {
            position += count;
            watcher.accept(position);
        }
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
    public List<String> warnings() {
        return stream.warnings();
    }

    @Override
    public void close() {
        stream.close();
    }
}
