package qasr.model;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import qasr.text.Tokenizer;

/** Fills in the chat template (chat_template.json of the published models): a system turn, the sound, the answer's start. */
public final class PromptBuilder {
    private final Tokenizer tokenizer;

    public PromptBuilder(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * Returns the prompt with {@code context} in its system turn, for a language that the model is to find out.
     *
     * @param context words and names that help, empty for none; control tokens that it spells are ordinary text
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
        // One string with the context, because one that starts with a newline merges with the one before it; no
        // newline follows it. Plain, because what a user wrote must not end the turn.
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
