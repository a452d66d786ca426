package qasr.model;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import qasr.text.Tokenizer;

/**
 * Fills in the chat template (chat_template.json of the published models): a system turn, the audio, the start of the
 * answer.
 */
public final class PromptBuilder {
    private final Tokenizer tokenizer;

    public PromptBuilder(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * Returns the prompt with {@code context} in its system turn; the model detects the language.
     *
     * @param context names and terms to expect, empty for none; control tokens in it become ordinary text
     */
    public Prompt build(String context) {
        return fill(context, "");
    }

    /**
     * Returns the prompt with {@code context} in its system turn and the answer begun in {@code language}.
     *
     * @param language an English name as the model says it, such as "Spanish"
     */
    public Prompt build(String context, String language) {
        return fill(context, "language " + language + "<asr_text>");
    }

    private Prompt fill(String context, String answer) {
        // The newline and the context are encoded as one string, because merges cross their border; no newline follows.
        // Added tokens are not parsed, because text from a user must not end the turn.
        int[] before = Stream.of(
                        tokenizer.encode("<|im_start|>"),
                        tokenizer.encodePlain("system\n" + context),
                        tokenizer.encode("<|im_end|>\n<|im_start|>user\n<|audio_start|>"))
                .flatMapToInt(IntStream::of)
                .toArray();
        int[] after = tokenizer.encode("<|audio_end|><|im_end|>\n<|im_start|>assistant\n" + answer);
        return new Prompt(before, after, tokenizer.encode(answer).length);
    }
}
