package qasr.cli;

import java.util.OptionalLong;
import qasr.vad.ChunkOptions;
import qasr.vad.VadOptions;

/**
 * How recordings are cut.
 *
 * @param detectSpeech whether a speech detector says where; otherwise everything is taken
 * @param maxChunkSamples the longest chunk that the user allows, if they said
 */
record Cutting(boolean detectSpeech, VadOptions vad, OptionalLong maxChunkSamples) {
    /**
     * Returns how speech is joined into chunks.
     *
     * @param modelLimit the longest chunk that the model at hand knows, in samples: used if the user did not say
     */
    ChunkOptions chunks(OptionalLong modelLimit) {
        return ChunkOptions.within(maxChunkSamples.isPresent() ? maxChunkSamples : modelLimit);
    }
}
