package qasr.engine;

import java.util.OptionalLong;
import qasr.vad.ChunkOptions;
import qasr.vad.VadOptions;

/**
 * How recordings are cut.
 *
 * @param detectSpeech whether a speech detector says where; otherwise everything is taken
 * @param maxChunkSamples the longest chunk that the user allows, if they said
 * @param marksSpeech whether chunks without speech are told from the others even where everything is taken
 */
public record Cutting(boolean detectSpeech, VadOptions vad, OptionalLong maxChunkSamples, boolean marksSpeech) {
    public Cutting(boolean detectSpeech, VadOptions vad, OptionalLong maxChunkSamples) {
        this(detectSpeech, vad, maxChunkSamples, false);
    }

    /** Returns the same for a model that has been told terms, which it must not hear where nobody speaks. */
    public Cutting markingSpeech() {
        return new Cutting(detectSpeech, vad, maxChunkSamples, true);
    }

    /**
     * Returns how speech is joined into chunks.
     *
     * @param modelLimit the longest chunk that the model at hand knows, in samples: used if the user did not say
     */
    public ChunkOptions chunks(OptionalLong modelLimit) {
        return ChunkOptions.within(maxChunkSamples.isPresent() ? maxChunkSamples : modelLimit);
    }
}
