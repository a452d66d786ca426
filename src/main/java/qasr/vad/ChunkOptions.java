package qasr.vad;

import java.util.OptionalLong;
import qasr.audio.Waveform;

/**
 * How speech is joined into chunks.
 *
 * @param maxChunkSamples no chunk is longer, padding included; at least one second
 * @param maxJoinSilenceMillis a longer silence always ends the chunk: its text need not wait for what comes later, and
 *     the model need not read silence
 * @param chunkPadMillis silence that a chunk keeps on both sides where there is some: the detector hears the soft first
 *     and last sounds of words late, the model should hear them whole
 */
public record ChunkOptions(long maxChunkSamples, int maxJoinSilenceMillis, int chunkPadMillis) {
    /** Chunks of up to 30 s, as the published models' feature extractor is laid out for. */
    public static final ChunkOptions DEFAULT = upTo(30L * Waveform.SAMPLE_RATE);

    public ChunkOptions {
        if (maxChunkSamples < Waveform.SAMPLE_RATE) {
            throw new IllegalArgumentException("max chunk must be at least 1 s, got " + maxChunkSamples + " samples at "
                    + Waveform.SAMPLE_RATE + " Hz");
        }
        if (maxJoinSilenceMillis < 0 || chunkPadMillis < 0) {
            throw new IllegalArgumentException("max join silence and chunk pad must be 0 ms or more, got "
                    + maxJoinSilenceMillis + " and " + chunkPadMillis);
        }
    }

    /** Returns the defaults with another maximum. */
    public static ChunkOptions upTo(long maxChunkSamples) {
        return new ChunkOptions(maxChunkSamples, 2000, 200);
    }

    /** Returns the defaults with another maximum, if there is one. */
    public static ChunkOptions within(OptionalLong maxChunkSamples) {
        return maxChunkSamples.isPresent() ? upTo(maxChunkSamples.getAsLong()) : DEFAULT;
    }

    long maxJoinSilenceSamples() {
        return VadOptions.samples(maxJoinSilenceMillis);
    }

    long chunkPadSamples() {
        return VadOptions.samples(chunkPadMillis);
    }
}
