package qasr.engine;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import qasr.console.Console;

/**
 * Tells a waiting person what goes on if a model takes long to open: its weights are laid out for the processor in its first
 * run, or the disk is slow. Closing it ends the wait.
 */
final class SlowOpening implements AutoCloseable {
    /** Long enough that a model that was opened before, in a slow hour, needs no words. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "opening");
        thread.setDaemon(true);
        return thread;
    });

    @SuppressWarnings("FutureReturnValueIgnored") // a note that cannot be printed is not worth a run
    SlowOpening(Console console, Duration patience) {
        clock.schedule(
                () -> console.noteOnce(
                        "opening the model; its first run on a computer prepares it for the processor, which can"
                                + " take a minute ..."),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
