package qasr.job;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.engine.Expectation;
import qasr.engine.ModelOpener;
import qasr.engine.OpenModel;
import qasr.model.Prompt;
import qasr.transcribe.TranscribeOptions;

/**
 * Everything that the text depends on besides the sound and the model; shared by {@code transcribe} and {@code retry}.
 *
 * @param maxTokens the most tokens of one chunk, if that was said
 * @param forcedRate how many tokens a second every chunk says, for measuring
 */
public record DecodingPlan(
        Expectation expectation, TextWishes text, Guarding guarding, OptionalInt maxTokens, OptionalDouble forcedRate) {
    /**
     * Tells {@code model} what to expect, and returns how it is to be listened to.
     *
     * @throws CommandException if it does not know a language, or the context cannot be told to it
     */
    public TranscribeOptions prepare(OpenModel model, Console console) throws CommandException {
        Expectation told = text.expectation(expectation, model.tokenizer(), console);
        Prompt prompt = ModelOpener.prompt(model, told);
        return new TranscribeOptions(
                prompt,
                expectation.language(),
                forcedRate,
                maxTokens,
                text.editing(),
                model.engine(),
                model.load(),
                guarding.settings(model, told));
    }
}
