package qasr.model;

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
     * @param context words and names that help, empty for none
     * @throws IllegalArgumentException if the context spells one of the model's control tokens
     */
    public Prompt build(String context) {
        return fill(context, "");
    }

    /**
     * Returns the prompt with {@code context} in its system turn and the answer begun in {@code language}.
     *
     * @param language an English name as the model says it, such as "Spanish"
     * @throws IllegalArgumentException if the context spells one of the model's control tokens
     */
    public Prompt build(String context, String language) {
        return fill(context, "language " + language + "<asr_text>");
    }

    private Prompt fill(String context, String answer) {
        for (String token : tokenizer.addedTokens()) {
            if (context.contains(token)) {
                throw new IllegalArgumentException(
                        "the context contains the control token '" + token + "': leave it out");
            }
        }
        // One string, because a context that starts with a newline merges with the one before it. No newline follows
        // it.
        int[] before =
                tokenizer.encode("<|im_start|>system\n" + context + "<|im_end|>\n<|im_start|>user\n<|audio_start|>");
        int[] after = tokenizer.encode("<|audio_end|><|im_end|>\n<|im_start|>assistant\n" + answer);
        return new Prompt(before, after, tokenizer.encode(answer).length);
    }
}
