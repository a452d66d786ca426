package qasr.job;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import qasr.audio.Waveform;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.engine.Expectation;
import qasr.engine.LongestChunk;
import qasr.engine.ModelOpener;
import qasr.engine.OpenModel;
import qasr.model.ModelInput;
import qasr.model.Prompt;
import qasr.transcribe.TranscribeOptions;
import qasr.vad.ChunkOptions;

/**
 * Everything that the text depends on besides the sound and the model; shared by {@code transcribe} and {@code retry}.
 *
 * @param maxChunkSamples the longest chunk that the user allows, if set
 * @param maxTokens the most tokens of one chunk, if set
 * @param forcedRate the number of tokens per second in every chunk, for measuring
 */
public record DecodingPlan(
        Expectation expectation,
        TextWishes text,
        Guarding guarding,
        OptionalLong maxChunkSamples,
        OptionalInt maxTokens,
        OptionalDouble forcedRate) {
    /**
     * Gives {@code model} the context, and returns how to decode.
     *
     * @throws CommandException if the model does not know a language, or the context or the longest chunk does not fit
     */
    public TranscribeOptions prepare(OpenModel model, Console console) throws CommandException {
        Expectation told = text.expectation(expectation, model.tokenizer(), console);
        Prompt prompt = ModelOpener.prompt(model, told, longestChunk(model));
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

    private LongestChunk longestChunk(OpenModel model) {
        ChunkOptions options =
                ChunkOptions.within(maxChunkSamples.isPresent() ? maxChunkSamples : model.longestChunk());
        return new LongestChunk(
                options.maxChunkSamples() / (double) Waveform.SAMPLE_RATE,
                seconds -> Math.min(ModelInput.tokenBudget(seconds), maxTokens.orElse(Integer.MAX_VALUE)));
    }
}
