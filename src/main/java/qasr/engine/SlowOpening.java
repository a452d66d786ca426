package qasr.engine;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import qasr.console.Console;

/**
 * Prints a note if a model takes long to open: the first run on a computer packs the weights, or the disk is slow. Closing it
 * ends the wait.
 */
final class SlowOpening implements AutoCloseable {
    /** Packed weights open in less, on a slow computer, too. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "opening");
        thread.setDaemon(true);
        return thread;
    });

    @SuppressWarnings("FutureReturnValueIgnored") // a note that cannot be printed is not worth a run
    SlowOpening(Console console, Duration patience) {
        clock.schedule(
                () -> console.noteOnce("still opening the model; the first time on a computer, this can take a minute"),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
