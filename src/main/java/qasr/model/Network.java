package qasr.model;

import java.util.List;
import qasr.audio.Waveform;

/** A loaded Qwen3-ASR network. Owns native memory: close it. Not thread-safe. */
public interface Network extends AutoCloseable {
    /**
     * Prepares a prompt: its fixed part before the audio is run once and shared by all chunks that follow, until the
     * next call.
     */
    void usePrompt(Prompt prompt);

    /**
     * Decodes a batch of chunks greedily. A chunk's tokens are the same alone and in any batch.
     *
     * @param waveforms such as {@link ModelInput#accepts}; a short one is padded as {@link ModelInput#prepared} says
     * @param tokenBudgets the most tokens each may say, see {@link ModelInput#tokenBudget}
     * @param listener called for every token of every row that is still being decoded
     * @return one decoding per waveform, in order; one that ended in {@link StopReason#NOT_FINITE} has failed
     * @throws IllegalArgumentException if a waveform is empty, silent throughout or not finite
     */
    List<Decoding> decode(List<Waveform> waveforms, int[] tokenBudgets, TokenListener listener);

    /**
     * Scores each of {@code continuations} as what the model would say right after the prompt and {@code waveform}.
     *
     * @return the natural logarithm of each continuation's probability (sum over its tokens), in order
     */
    double[] score(Waveform waveform, List<int[]> continuations);

    @Override
    void close();
}
