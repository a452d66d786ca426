package qasr.transcribe;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import qasr.guard.RetryListener;
import qasr.vad.Chunk;

/**
 * Takes the retries of a recording's chunks from the threads that decode them, and tells them on the thread that waits
 * for the results, so that all events of a recording come one after another.
 */
final class RetryInbox implements RetryListener {
    /** The retries to tell; something empty wakes whoever waits. */
    private final BlockingQueue<Optional<RecordingEvent.Retried>> waiting = new LinkedBlockingQueue<>();

    @Override
    public void again(Chunk.Place sound, String reason, int attempt) {
        waiting.add(Optional.of(new RecordingEvent.Retried(
                Times.span(sound.range().start(), sound.range().end()), reason, attempt)));
    }

    /**
     * Waits for {@code result} and tells {@code listener} of the retries until then.
     *
     * @throws IOException if the listener does
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it only wakes this thread
    void tellUntil(CompletableFuture<?> result, RecordingListener listener) throws IOException {
        result.whenComplete((value, problem) -> waiting.add(Optional.empty()));
        try {
            while (!result.isDone()) {
                tell(waiting.take(), listener);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever asks for the result waits without being told
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
