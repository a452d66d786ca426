package qasr.vad;

import java.util.OptionalLong;
import qasr.audio.Waveform;

/**
 * The rules for joining speech into chunks.
 *
 * @param maxChunkSamples the maximum length of a chunk, padding included; at least one second
 * @param maxJoinSilenceMillis the longest silence inside a chunk. A longer silence ends the chunk, so that its text
 *     appears early and the model processes no silence
 * @param chunkPadMillis the silence that a chunk keeps at both ends, if there is any. The detector misses soft sounds
 *     at the start and end of words; the model needs them
 */
public record ChunkOptions(long maxChunkSamples, int maxJoinSilenceMillis, int chunkPadMillis) {
    /** Chunks of up to 30 s, as in the published models' feature extractor. */
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

    /** Returns the defaults with the maximum {@code maxChunkSamples}. */
    public static ChunkOptions upTo(long maxChunkSamples) {
        return new ChunkOptions(maxChunkSamples, 2000, 200);
    }

    /** Returns the defaults, with the maximum {@code maxChunkSamples} if there is one. */
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
