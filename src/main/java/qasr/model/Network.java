package qasr.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import qasr.audio.Waveform;

/**
 * A loaded Qwen3-ASR network. Owns native memory: close it. Chunks may be submitted and listened to from any thread;
 * everything else belongs to one.
 */
public interface Network extends AutoCloseable {
    /**
     * Runs a prompt's fixed part before the audio ahead of the first request with it, which would do that otherwise, and
     * forgets those of all other prompts. No chunk may be on its way.
     */
    void prepare(Prompt prompt);

    /** Returns how many chunks it decodes at once: it is only as fast as it can be while so many are on their way. */
    int rows();

    /** Returns about how many seconds of sound these chunks may have together: it has no memory for more at once. */
    default int secondsAtOnce() {
        return 3600;
    }

    /**
     * Takes a chunk to decode greedily, after those that came before and beside them. Its tokens are the same alone and
     * in any company. Cancelling the result ends the work on it. May be called on a thread of the network's.
     *
     * @param listener called for every token, as row 0, on a thread of the network's
     * @return its decoding; one that ended in {@link StopReason#NOT_FINITE} has failed
     * @throws IllegalArgumentException if the waveform is empty, silent throughout or not finite
     */
    CompletableFuture<Decoding> submit(DecodeRequest request, TokenListener listener);

    /**
     * Decodes some chunks, all asked with {@code prompt}, and waits for all of them.
     *
     * @param listener called for every token with the chunk's place in the list, on threads of the network's
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
     * Scores each of {@code continuations} as what the model would say right after {@code prompt} and {@code waveform}.
     *
     * @return the natural logarithm of each continuation's probability (sum over its tokens), in order
     */
    double[] score(Prompt prompt, Waveform waveform, List<int[]> continuations);

    @Override
    void close();
}
