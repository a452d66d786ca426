package qasr.engine;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.vad.ChunkSource;

/**
 * The part of a recording to process: one audio track and one time range. All commands read audio through {@link
 * #open}, so a filter added there applies to every command.
 *
 * @param track the audio track, 1 for the first, or empty for the one the container prefers
 * @param excerpt the time range, in samples at 16 kHz; an end of {@link Long#MAX_VALUE} means the end of the recording
 */
public record AudioSelection(OptionalInt track, SampleRange excerpt) {
    private static final SampleRange WHOLE = new SampleRange(0, Long.MAX_VALUE);

    /** All of the track that the container prefers. */
    public static final AudioSelection ALL = all(OptionalInt.empty());

    /** Returns the whole of {@code track}. */
    public static AudioSelection all(OptionalInt track) {
        return new AudioSelection(track, WHOLE);
    }

    /**
     * Opens the selected part of {@code source}.
     *
     * @param watcher receives the read position and the expected length, in samples of the recording
     */
    @MustBeClosed
    public MeteredAudio open(Engines engines, AudioInput source, MeteredAudio.Watcher watcher) throws IOException {
        return open(engines, source, watcher, Optional.empty());
    }

    /** Opens the selected part of {@code source}, whose samples {@code spool} keeps, if there is one. */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the excerpt closes the whole
    public MeteredAudio open(
            Engines engines, AudioInput source, MeteredAudio.Watcher watcher, Optional<SoundSpool> spool)
            throws IOException {
        AudioStream whole = engines.decoder().open(source, track);
        AudioStream part = excerpt.equals(WHOLE) ? whole : new ExcerptAudio(whole, excerpt);
        AudioStream kept = spool.isPresent() ? spool.get().keeping(part) : part;
        return new MeteredAudio(kept, excerpt.start(), watcher, engines.stageTimes());
    }

    /** Returns the length of the whole recording as its header states it, in samples at 16 kHz; nothing is decoded. */
    public OptionalLong statedSamples(Engines engines, AudioInput source) throws IOException {
        try (AudioStream whole = engines.decoder().open(source, track)) {
            return whole.expectedSamples();
        }
    }

    /** Returns how many of the {@code samples} of a recording are selected. */
    public long within(long samples) {
        return Math.max(0, Math.min(samples, excerpt.end()) - excerpt.start());
    }

    /** Opens the selected part of {@code source} without a progress watcher. */
    @MustBeClosed
    public MeteredAudio open(Engines engines, AudioInput source) throws IOException {
        return open(engines, source, (position, expected) -> {});
    }

    /**
     * Returns the chunks of {@code audio}, which must come from {@link #open}. Chunk positions are relative to the
     * recording.
     */
    public ChunkSource chunks(Engines engines, MeteredAudio audio, Cutting cutting) throws IOException {
        Cutting here = cutting.cuts().map(cuts -> cutting.at(cuts.in(excerpt))).orElse(cutting);
        ChunkSource chunks = engines.chunks(audio, here);
        return excerpt.start() == 0 ? chunks : new ExcerptChunks(chunks, excerpt.start());
    }
}
