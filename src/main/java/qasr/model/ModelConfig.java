package qasr.model;

import java.util.List;
import java.util.OptionalLong;

/**
 * Every number and id that a model directory's small files state.
 *
 * @param languages English names of the languages that config.json lists, empty if it lists none (native layout)
 * @param longestChunkSamples the longest chunk that the network has learned, where config.json says so: a key of ours,
 *     {@code "qasr": {"max_chunk_seconds": N}}, for models with less practice than the published ones
 */
public record ModelConfig(
        AudioEncoderConfig audio,
        TextDecoderConfig text,
        FeatureConfig features,
        SpecialTokens tokens,
        List<String> languages,
        OptionalLong longestChunkSamples) {
    public ModelConfig {
        languages = List.copyOf(languages);
    }
}
