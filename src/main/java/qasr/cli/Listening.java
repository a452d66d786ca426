package qasr.cli;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.util.OptionalInt;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.vad.ChunkSource;

/**
 * Which part of a recording is listened to.
 *
 * @param track the audio track, 1 for the first, or empty for the one the container prefers
 * @param excerpt from where to where; {@link Long#MAX_VALUE} as its end is the recording's
 */
record Listening(OptionalInt track, SampleRange excerpt) {
    /** All of the track that the container prefers. */
    static final Listening ALL = new Listening(OptionalInt.empty(), new SampleRange(0, Long.MAX_VALUE));

    /**
     * Opens that part of {@code source}.
     *
     * @param watcher hears how far it has been read and how long it seems, in samples of the recording
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the excerpt closes the whole
    AudioStream open(Engines engines, AudioInput source, WatchedAudio.Watcher watcher) throws IOException {
        AudioStream whole = engines.decoder().open(source, track);
        return new WatchedAudio(isAll() ? whole : new ExcerptAudio(whole, excerpt), excerpt.start(), watcher);
    }

    /** Returns the chunks of {@code audio}, which {@link #open} has opened, with their places in the recording. */
    ChunkSource chunks(Engines engines, AudioStream audio, Cutting cutting) throws IOException {
        ChunkSource chunks = engines.chunks(audio, cutting);
        return excerpt.start() == 0 ? chunks : new ExcerptChunks(chunks, excerpt.start());
    }

    private boolean isAll() {
        return excerpt.start() == 0 && excerpt.end() == Long.MAX_VALUE;
    }
}
