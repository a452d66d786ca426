package qasr.transcribe;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import qasr.guard.RetryListener;
import qasr.vad.Chunk;

/**
 * Collects retries from the network's threads and reports them on the thread that waits for the results, so that all
 * events of a recording come on one thread.
 */
final class RetryInbox implements RetryListener {
    /** The retries to report; an empty element wakes the waiting thread. */
    private final BlockingQueue<Optional<RecordingEvent.Retried>> waiting = new LinkedBlockingQueue<>();

    @Override
    public void again(Chunk.Place sound, String reason, int attempt) {
        waiting.add(Optional.of(new RecordingEvent.Retried(
                Times.span(sound.range().start(), sound.range().end()), reason, attempt)));
    }

    /**
     * Waits for {@code result} and reports retries to {@code listener} in the meantime.
     *
     * @throws IOException if the listener throws it
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it only wakes this thread
    void tellUntil(CompletableFuture<?> result, RecordingListener listener) throws IOException {
        result.whenComplete((value, problem) -> waiting.add(Optional.empty()));
        try {
            while (!result.isDone()) {
                tell(waiting.take(), listener);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the caller then waits for the result without events
        }
        Optional<RecordingEvent.Retried> next = waiting.poll();
        while (next != null) {
            tell(next, listener);
            next = waiting.poll();
        }
    }

    private static void tell(Optional<RecordingEvent.Retried> retry, RecordingListener listener) throws IOException {
        if (retry.isPresent()) {
            listener.hear(retry.get());
        }
    }
}
