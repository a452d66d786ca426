package qasr.model;

import java.util.List;

/**
 * Every number and id that a model directory's small files state.
 *
 * @param languages English names of the languages that config.json lists, empty if it lists none (native layout)
 */
public record ModelConfig(
        AudioEncoderConfig audio,
        TextDecoderConfig text,
        FeatureConfig features,
        SpecialTokens tokens,
        List<String> languages) {
    public ModelConfig {
        languages = List.copyOf(languages);
    }
}
