package qasr.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import qasr.audio.Waveform;

/**
 * A loaded Qwen3-ASR network. It owns native memory and must be closed. {@link #submit} may be called on any thread;
 * all other methods belong to one thread.
 */
public interface Network extends AutoCloseable {
    /**
     * Begins to compute the part of {@code prompt} before the audio, and drops the cached parts of all other prompts. Without
     * this call, the first request with the prompt computes it. No chunk may be in progress.
     */
    void prepare(Prompt prompt);

    /**
     * Returns the number of chunks that are decoded at once. The network reaches its full speed only with so many
     * chunks in progress.
     */
    int rows();

    /** Returns about how many seconds of audio may be in progress at once, which memory limits. */
    default int secondsAtOnce() {
        return 3600;
    }

    /**
     * Returns how many tokens fit into the network's positions after {@code prompt} and {@code samples} of sound; below 1
     * if not even these fit.
     */
    default int room(Prompt prompt, int samples) {
        return Integer.MAX_VALUE;
    }

    /**
     * Queues a chunk for greedy decoding. Chunks start in order and are decoded in batches; a chunk's tokens are the
     * same in any batch. Cancelling the result stops the work on the chunk. May be called on the network's own threads.
     *
     * @param listener called for every token, as row 0, on one of the network's threads
     * @return the decoding; a decoding that ended with {@link StopReason#NOT_FINITE} has failed
     * @throws IllegalArgumentException if the waveform is empty, contains only zeros or is not finite
     */
    CompletableFuture<Decoding> submit(DecodeRequest request, TokenListener listener);

    /**
     * Decodes several chunks with the same {@code prompt} and waits for all of them.
     *
     * @param listener called for every token with the chunk's index in the list, on the network's threads
     * @return one decoding per waveform, in order
     * @throws IllegalArgumentException as {@link #submit}
     */
    default List<Decoding> decode(Prompt prompt, List<Waveform> waveforms, int[] tokenBudgets, TokenListener listener) {
        if (waveforms.size() != tokenBudgets.length) {
            throw new IllegalArgumentException(
                    waveforms.size() + " waveforms with " + tokenBudgets.length + " token budgets");
        }
        List<CompletableFuture<Decoding>> pending = new ArrayList<>();
        try {
            for (int i = 0; i < tokenBudgets.length; i++) {
                int row = i;
                pending.add(submit(
                        new DecodeRequest(waveforms.get(i), tokenBudgets[i], prompt),
                        (always, token, logProbability) -> listener.token(row, token, logProbability)));
            }
            return pending.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            pending.forEach(future -> future.cancel(false));
        }
    }

    /**
     * Computes the probability of each of {@code continuations} directly after {@code prompt} and {@code waveform}.
     *
     * @return the natural logarithm of each continuation's probability (sum over its tokens), in order
     */
    double[] score(Prompt prompt, Waveform waveform, List<int[]> continuations);

    @Override
    void close();
}
