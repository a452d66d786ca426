package qasr.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the network is doing about one chunk, to be ended when nobody wants it any more. Thread-safe. */
final class Underway {
    private final RetryListener retries;
    private final List<CompletableFuture<?>> decodings = new ArrayList<>();
    private boolean cancelled;

    Underway(RetryListener retries) {
        this.retries = retries;
    }

    /** Tells that a trial's answer was not good enough. */
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
