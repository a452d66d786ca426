package qasr.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The decodings in progress for one chunk, so that all can be cancelled together. Thread-safe. */
final class Underway {
    private final RetryListener retries;
    private final List<CompletableFuture<?>> decodings = new ArrayList<>();
    private boolean cancelled;

    Underway(RetryListener retries) {
        this.retries = retries;
    }

    /** Reports a retry of {@code trial}. */
    void again(Trial trial, String reason) {
        retries.again(trial.sound().place(), reason, trial.earlier().size() + 2);
    }

    synchronized void add(CompletableFuture<?> decoding) {
        decodings.add(decoding);
        if (cancelled) {
            decoding.cancel(false);
        }
    }

    synchronized void cancel() {
        cancelled = true;
        decodings.forEach(decoding -> decoding.cancel(false));
    }
}
