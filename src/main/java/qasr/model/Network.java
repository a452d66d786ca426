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
     * @param waveforms each of at least half a second (8,000 samples), finite
     * @param tokenBudgets the most tokens each may say
     * @param listener called after every decode step
     * @return one decoding per waveform, in order
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
