package qasr.engine;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.Cleaning;
import qasr.audio.SampleRange;
import qasr.vad.ChunkSource;

/**
 * The part of a recording to process: one audio track, its channels and one time range. All commands read audio through {@link
 * #open}, so a filter added there applies to every command.
 *
 * @param track the audio track, 1 for the first, or empty for the one the container prefers
 * @param channels the channels, and who speaks on them
 * @param excerpt the time range, in samples at 16 kHz; an end of {@link Long#MAX_VALUE} means the end of the recording
 * @param cleaning the filters that the sound passes
 */
public record AudioSelection(OptionalInt track, ChannelChoice channels, SampleRange excerpt, Cleaning cleaning) {
    private static final SampleRange WHOLE = new SampleRange(0, Long.MAX_VALUE);

    /** All of the track that the container prefers. */
    public static final AudioSelection ALL = all(OptionalInt.empty());

    /** Creates a selection without filters. */
    public AudioSelection(OptionalInt track, ChannelChoice channels, SampleRange excerpt) {
        this(track, channels, excerpt, Cleaning.NONE);
    }

    /** Returns a copy with other filters. */
    public AudioSelection cleaned(Cleaning filters) {
        return new AudioSelection(track, channels, excerpt, filters);
    }

    /** Returns a copy with the names of the speakers on the channels. */
    public AudioSelection named(List<String> names) {
        return new AudioSelection(track, new ChannelChoice(channels.channels(), names), excerpt, cleaning);
    }

    /** Returns a copy of another track. */
    public AudioSelection of(OptionalInt other) {
        return new AudioSelection(other, channels, excerpt, cleaning);
    }

    /** Returns a copy with other channels. */
    public AudioSelection with(ChannelChoice others) {
        return new AudioSelection(track, others, excerpt, cleaning);
    }

    /** Returns a copy that selects another time range. */
    public AudioSelection only(SampleRange range) {
        return new AudioSelection(track, channels, range, cleaning);
    }

    /** Returns the whole of {@code track}. */
    public static AudioSelection all(OptionalInt track) {
        return all(track, ChannelChoice.MIX);
    }

    /** Returns the whole of some channels of {@code track}. */
    public static AudioSelection all(OptionalInt track, ChannelChoice channels) {
        return new AudioSelection(track, channels, WHOLE);
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
        CleanedAudio clean = new CleanedAudio(engines, cleaning);
        AudioStream part = clean.of(source, () -> part(engines, source), () -> part(engines, source));
        AudioStream kept = spool.isPresent() ? spool.get().keeping(part) : part;
        return new MeteredAudio(clean.forked(kept), excerpt.start(), watcher, engines.stageTimes());
    }

    /**
     * Opens all of {@code source} with the loudness of the selected part, so that the filters change the samples of this part as
     * {@link #open} does.
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // closing it closes the stream
    public MeteredAudio openAround(Engines engines, AudioInput source) throws IOException {
        AudioSelection whole = new AudioSelection(track, channels, WHOLE, cleaning);
        CleanedAudio clean = new CleanedAudio(engines, cleaning);
        AudioStream sound = clean.of(source, () -> part(engines, source), () -> whole.part(engines, source));
        return new MeteredAudio(clean.forked(sound), 0, (position, expected) -> {}, engines.stageTimes());
    }

    @SuppressWarnings("MustBeClosedChecker") // the excerpt closes the whole
    private AudioStream part(Engines engines, AudioInput source) throws IOException {
        AudioStream whole = engines.decoder().open(source, track, channels.channels());
        channels.check(whole);
        return excerpt.equals(WHOLE) ? whole : new ExcerptAudio(whole, excerpt);
    }

    /**
     * Opens the selected part of {@code source}, without filters, for a first look: {@code tap} receives all samples, {@code
     * spool} keeps them.
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the outer streams close the inner ones
    public MeteredAudio tapped(
            Engines engines, AudioInput source, Optional<SoundSpool> spool, SoundTap tap, MeteredAudio.Watcher watcher)
            throws IOException {
        AudioStream part = part(engines, source);
        AudioStream kept = spool.isPresent() ? spool.get().keepingUnfiltered(part) : part;
        return new MeteredAudio(SoundTap.on(kept, tap), excerpt.start(), watcher, engines.stageTimes());
    }

    /** Opens the samples of the selected part that {@code spool} has kept, with the filters. */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // closing it closes the stream
    public MeteredAudio again(Engines engines, SoundSpool spool, MeteredAudio.Watcher watcher) {
        CleanedAudio clean = new CleanedAudio(engines, cleaning);
        return new MeteredAudio(
                clean.forked(clean.live(spool.again())), excerpt.start(), watcher, engines.stageTimes());
    }

    /** Opens the samples that were recognised from {@code spool}, or kept there while they were recognised. */
    @MustBeClosed
    public AudioStream recognised(Engines engines, SoundSpool spool) {
        return spool.isFiltered() ? spool.again() : again(engines, spool, (position, expected) -> {});
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
        Cutting here = cutting.cuts()
                .map(cuts -> cutting.at(cuts.in(excerpt).named(channels.names(), audio.channels())))
                .orElse(cutting);
        ChunkSource chunks = channels.voices(engines.chunks(audio, here), audio);
        if (cleaning.phone()) {
            chunks.backdrop().fromPhone();
        }
        return excerpt.start() == 0 ? chunks : new ExcerptChunks(chunks, excerpt.start());
    }
}
