package qasr.torch;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import qasr.model.ModelException;

/**
 * Threads on each of which libtorch's operators use one thread. A computation that is divided among them has the same
 * bits with any number of threads. Owns threads: close it.
 */
final class OneCorePool implements AutoCloseable {
    private static final String CLOSED = "the threads are closed";

    private final ExecutorService threads;
    private final int count;
    private volatile boolean closed;

    /** Starts {@code count} threads, as daemons. */
    OneCorePool(String name, int count) {
        this.count = count;
        threads = Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(
                    () -> {
                        Libtorch.useOneThread();
                        work.run();
                    },
                    name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A computation that reads a model's weights. */
    @FunctionalInterface
    interface Reading<T> {
        T of(int item) throws ModelException;
    }

    /** Returns the number of threads. */
    int count() {
        return count;
    }

    /**
     * Computes {@code items} results side by side, in order. Each has its own pointer scope, without gradients. After a
     * failure no computation begins, and those that have begun are waited for: the caller may then release what they use.
     *
     * @throws IllegalStateException if a computation fails, or the pool is closed before all have begun
     */
    <T> List<T> map(int items, IntFunction<T> computation) {
        AtomicBoolean over = new AtomicBoolean();
        List<Future<T>> begun = new ArrayList<>();
        try {
            for (int i = 0; i < items; i++) {
                int item = i;
                begun.add(threads.submit(() -> over.get() ? null : compute(computation, item)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : begun) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException(CLOSED, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            over.set(true);
            awaitAll(begun);
        }
    }

    private <T> T compute(IntFunction<T> computation, int item) {
        if (closed) {
            throw new IllegalStateException(CLOSED);
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            return computation.apply(item);
        }
    }

    private static <T> void awaitAll(List<Future<T>> begun) {
        boolean interrupted = false;
        for (Future<T> each : begun) {
            while (!each.isDone()) {
                try {
                    each.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    // One failure is thrown already.
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** As {@link #map} for computations that read a model's weights. */
    <T> List<T> mapReading(int items, Reading<T> computation) throws ModelException {
        try {
            return map(items, item -> {
                try {
                    return computation.of(item);
                } catch (ModelException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof UncheckedIOException unchecked
                    && unchecked.getCause() instanceof ModelException unreadable) {
                throw unreadable;
            }
            throw e;
        }
    }

    /** Lets no computation begin, and waits for those that have begun: the caller may then release what they use. */
    @Override
    public void close() {
        closed = true;
        end(threads);
    }

    /** Waits until {@code threads} have ended their tasks, even if this thread is interrupted: they use native memory. */
    static void end(ExecutorService threads) {
        threads.shutdown();
        boolean interrupted = false;
        for (boolean ended = false; !ended; ) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
