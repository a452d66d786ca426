package qasr.torch;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import qasr.model.ModelException;

/**
 * Loads the tensors of a network on several threads, since packing a gigabyte of matrices takes one core a second. Each
 * thread takes the next free slot.
 */
final class ParallelLoad {
    private final WeightLoader loader;
    private final List<WeightSlots.Slot> slots;
    private final Tensor[] tensors;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger working;
    private final AtomicReference<Throwable> problem = new AtomicReference<>();
    private final CompletableFuture<List<Tensor>> result = new CompletableFuture<>();

    private ParallelLoad(WeightLoader loader, List<WeightSlots.Slot> slots, int threads) {
        this.loader = loader;
        this.slots = slots;
        tensors = new Tensor[slots.size()];
        working = new AtomicInteger(threads);
    }

    /** Starts to load the tensors of {@code slots}. The result is retained, in the order of the slots. */
    static CompletableFuture<List<Tensor>> start(WeightLoader loader, List<WeightSlots.Slot> slots, int threads) {
        ParallelLoad load = new ParallelLoad(loader, slots, threads);
        for (int i = 1; i <= threads; i++) {
            Thread thread = new Thread(load::run, "weights " + i);
            thread.setDaemon(true);
            thread.start();
        }
        return load.result;
    }

    /** Loads the tensors of {@code slots}, retained. */
    static List<Tensor> load(WeightLoader loader, List<WeightSlots.Slot> slots, int threads) throws ModelException {
        return await(start(loader, slots, threads));
    }

    /** Waits for the tensors. */
    static List<Tensor> await(CompletableFuture<List<Tensor>> loading) throws ModelException {
        try {
            return loading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ModelException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void run() {
        Libtorch.useOneThread();
        try (NoGradGuard guard = new NoGradGuard();
                Scratch scratch = new Scratch()) {
            int i = next.getAndIncrement();
            while (i < tensors.length && problem.get() == null) {
                tensors[i] = loader.load(slots.get(i), scratch);
                i = next.getAndIncrement();
            }
        } catch (ModelException | RuntimeException | Error e) {
            problem.compareAndSet(null, e);
        }
        if (working.decrementAndGet() == 0) {
            end();
        }
    }

    /** Completes the result, on the last thread that ends. */
    private void end() {
        if (problem.get() == null) {
            result.complete(Arrays.asList(tensors)); // a list whose elements can be replaced
        } else {
            Arrays.stream(tensors).filter(Objects::nonNull).forEach(Tensor::releaseReference);
            result.completeExceptionally(problem.get());
        }
    }
}
