package qasr.engine;

import java.util.function.DoubleToIntFunction;
import qasr.audio.Waveform;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.model.Network;
import qasr.model.Prompt;

/**
 * The longest chunk of a run. It has to fit into the model's positions, with the prompt before it and its text after it.
 *
 * @param seconds its length
 * @param budget returns the maximum number of tokens for a length in seconds
 */
public record LongestChunk(double seconds, DoubleToIntFunction budget) {
    /**
     * Makes sure that it fits.
     *
     * @param plain the prompt without a context
     * @param context the context in {@code prompt}, for the message
     * @throws CommandException if it does not; the message names a limit
     */
    void require(Network network, Prompt plain, Prompt prompt, String context) throws CommandException {
        if (spare(network, plain, seconds) < 0) {
            int most = (int) seconds;
            while (most > 1 && spare(network, plain, most) < 0) {
                most--;
            }
            throw Usage.error(
                    "--max-chunk",
                    "chunks of " + Math.round(seconds) + " seconds do not fit into this model; the limit is " + most
                            + " seconds");
        }
        if (spare(network, prompt, seconds) < 0) {
            int used = prompt.beforeAudio().length - plain.beforeAudio().length;
            long most = context.length() * spare(network, plain, seconds) / used;
            throw Usage.error(
                    "--context",
                    "has " + context.length() + " characters with the glossary's terms; beside chunks of "
                            + Math.round(seconds) + " seconds, this model has room for about " + most);
        }
    }

    /** Returns how many positions are left beside half of the budget, which is enough for usual speech; negative if too few. */
    private long spare(Network network, Prompt prompt, double length) {
        int samples = (int) Math.round(length * Waveform.SAMPLE_RATE);
        return (long) network.room(prompt, samples) - (budget.applyAsInt(length) + 1) / 2;
    }
}
