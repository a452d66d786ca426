package qasr.torch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.bytedeco.openblas.global.openblas_full;
import org.bytedeco.pytorch.global.torch;

/**
 * A thread of its own on which libtorch's operators do not share their work out. Small operators lose by sharing, and
 * lose everything when the cores are busy: the speech detector took 20 % of real time with two threads on a loaded
 * machine and 1 % with one.
 */
final class OneCore implements AutoCloseable {
    private final ExecutorService executor;

    private OneCore(ExecutorService executor) {
        this.executor = executor;
    }

    /** Starts the thread; it does not keep the program alive. */
    static OneCore start(String name) {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        // The number is a setting of the calling thread, and also the default for threads that have not asked yet.
        int others = torch.get_num_threads();
        OneCore core = new OneCore(executor);
        core.run(() -> {
            torch.get_num_threads(); // takes the default now, or the first operator would and undo the next line
            torch.set_num_threads(1);
        });
        // OpenBLAS has a pool of its own, for the whole process.
        openblas_full.openblas_set_num_threads(1);
        torch.set_num_threads(others);
        return core;
    }

    /** Runs {@code task} there and waits for its end. */
    void run(Runnable task) {
        CompletableFuture.runAsync(task, executor).join();
    }

    /** Runs {@code task} there and returns what it gives. */
    <T> T call(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, executor).join();
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
