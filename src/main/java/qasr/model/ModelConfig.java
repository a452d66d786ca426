package qasr.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The configuration of a model: all sizes and token ids from the small files of its directory.
 *
 * @param languages English names of the languages that config.json lists, empty if it lists none (native layout)
 * @param longestChunkSamples the longest chunk of the model's training, in samples, if config.json has qasr's own key
 *     {@code "qasr": {"max_chunk_seconds": N}}, for models trained on shorter chunks than the published ones
 * @param aligner what only a forced aligner has; empty for a speech recogniser
 */
public record ModelConfig(
        AudioEncoderConfig audio,
        TextDecoderConfig text,
        FeatureConfig features,
        SpecialTokens tokens,
        List<String> languages,
        OptionalLong longestChunkSamples,
        Optional<AlignerConfig> aligner) {
    public ModelConfig {
        languages = List.copyOf(languages);
    }
}
