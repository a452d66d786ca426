package qasr.torch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.bytedeco.openblas.global.openblas_full;
import org.bytedeco.pytorch.global.torch;

/**
 * A thread on which libtorch's operators use one thread only. Small operators become slower with several threads, above
 * all when the cores are busy: on a loaded machine the speech detector took 20 % of real time with two threads and 1 %
 * with one.
 */
final class OneCore implements AutoCloseable {
    private final ExecutorService executor;

    private OneCore(ExecutorService executor) {
        this.executor = executor;
    }

    /** Starts the thread, as a daemon. */
    static OneCore start(String name) {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        // The number is a setting of the calling thread, and the default for threads without a setting.
        int others = torch.get_num_threads();
        OneCore core = new OneCore(executor);
        core.run(() -> {
            torch.get_num_threads(); // sets the default now; the first operator would do so later and undo the next
            // line
            torch.set_num_threads(1);
        });
        // OpenBLAS has its own pool for the whole process.
        openblas_full.openblas_set_num_threads(1);
        torch.set_num_threads(others);
        return core;
    }

    /** Runs {@code task} on the thread and waits for its end. */
    void run(Runnable task) {
        CompletableFuture.runAsync(task, executor).join();
    }

    /** Runs {@code task} on the thread and returns its result. */
    <T> T call(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, executor).join();
    }

    /** Waits for the tasks of other threads: the caller may then release what they use. */
    @Override
    public void close() {
        OneCorePool.end(executor);
    }
}
