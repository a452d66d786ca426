package qasr.engine;

import java.util.OptionalLong;
import qasr.vad.ChunkOptions;
import qasr.vad.VadOptions;

/**
 * How a recording is cut into chunks.
 *
 * @param detectSpeech whether a speech detector chooses the chunks; if false, the chunks cover the whole recording
 * @param maxChunkSamples the longest chunk that the user allows, in samples; empty if the user set none
 * @param marksSpeech whether the speech detector marks speech inside the chunks when {@code detectSpeech} is false
 */
public record Cutting(boolean detectSpeech, VadOptions vad, OptionalLong maxChunkSamples, boolean marksSpeech) {
    public Cutting(boolean detectSpeech, VadOptions vad, OptionalLong maxChunkSamples) {
        this(detectSpeech, vad, maxChunkSamples, false);
    }

    /**
     * Returns a copy with {@code marksSpeech} set. Needed when the prompt contains terms: the terms are withheld from
     * chunks without speech, where the model would recite them.
     */
    public Cutting markingSpeech() {
        return new Cutting(detectSpeech, vad, maxChunkSamples, true);
    }

    /**
     * Returns the chunk options.
     *
     * @param modelLimit the longest chunk that the model supports, in samples; used if the user set no limit
     */
    public ChunkOptions chunks(OptionalLong modelLimit) {
        return ChunkOptions.within(maxChunkSamples.isPresent() ? maxChunkSamples : modelLimit);
    }
}
