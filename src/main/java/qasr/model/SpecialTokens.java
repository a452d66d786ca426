package qasr.model;

import java.util.Set;

/**
 * The ids of tokens with a special meaning, from the tokenizer's added tokens and generation_config.json.
 *
 * @param audioPad the placeholder whose embeddings the audio embeddings replace, {@code <|audio_pad|>}
 * @param audioStart {@code <|audio_start|>}
 * @param audioEnd {@code <|audio_end|>}
 * @param asrText the token between the language and the text, {@code <asr_text>}
 * @param stop the ids that end an answer
 */
public record SpecialTokens(int audioPad, int audioStart, int audioEnd, int asrText, Set<Integer> stop) {
    public SpecialTokens {
        stop = Set.copyOf(stop);
    }
}
