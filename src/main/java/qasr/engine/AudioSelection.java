package qasr.engine;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.util.OptionalInt;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.vad.ChunkSource;

/**
 * Which part of a recording is listened to, and the one place where its sound is wrapped on its way: a filter that {@link
 * #open} puts between is heard by all commands.
 *
 * @param track the audio track, 1 for the first, or empty for the one the container prefers
 * @param excerpt from where to where; {@link Long#MAX_VALUE} as its end is the recording's
 */
public record AudioSelection(OptionalInt track, SampleRange excerpt) {
    private static final SampleRange WHOLE = new SampleRange(0, Long.MAX_VALUE);

    /** All of the track that the container prefers. */
    public static final AudioSelection ALL = all(OptionalInt.empty());

    /** Returns all of {@code track}. */
    public static AudioSelection all(OptionalInt track) {
        return new AudioSelection(track, WHOLE);
    }

    /**
     * Opens that part of {@code source}.
     *
     * @param watcher hears how far it has been read and how long it seems, in samples of the recording
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the excerpt closes the whole
    public MeteredAudio open(Engines engines, AudioInput source, MeteredAudio.Watcher watcher) throws IOException {
        AudioStream whole = engines.decoder().open(source, track);
        AudioStream part = excerpt.equals(WHOLE) ? whole : new ExcerptAudio(whole, excerpt);
        return new MeteredAudio(part, excerpt.start(), watcher, engines.stageTimes());
    }

    /** Opens that part of {@code source} for somebody who does not ask how far it has been read. */
    @MustBeClosed
    public MeteredAudio open(Engines engines, AudioInput source) throws IOException {
        return open(engines, source, (position, expected) -> {});
    }

    /** Returns the chunks of {@code audio}, which {@link #open} has opened, with their places in the recording. */
    public ChunkSource chunks(Engines engines, MeteredAudio audio, Cutting cutting) throws IOException {
        ChunkSource chunks = engines.chunks(audio, cutting);
        return excerpt.start() == 0 ? chunks : new ExcerptChunks(chunks, excerpt.start());
    }
}
