package qasr.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import qasr.model.ModelException;

/**
 * Loads the tensors of a network on several threads: laying a gigabyte of matrices out takes one core a second. Each thread
 * takes the next slot that nobody has.
 */
final class ParallelLoad {
    private final WeightLoader loader;
    private final List<WeightSlots.Slot> slots;
    private final Optional<PackedStore> packed;
    private final Tensor[] tensors;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> problem = new AtomicReference<>();

    private ParallelLoad(WeightLoader loader, List<WeightSlots.Slot> slots, Optional<PackedStore> packed) {
        this.loader = loader;
        this.slots = slots;
        this.packed = packed;
        tensors = new Tensor[slots.size()];
    }

    /** Returns what goes into {@code slots}, retained. */
    static List<Tensor> load(
            WeightLoader loader, List<WeightSlots.Slot> slots, Optional<PackedStore> packed, int threads)
            throws ModelException {
        ParallelLoad load = new ParallelLoad(loader, slots, packed);
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            Thread helper = new Thread(load::run, "weights " + i);
            helper.setDaemon(true);
            helper.start();
            helpers.add(helper);
        }
        load.run();
        helpers.forEach(ParallelLoad::await);
        return load.result();
    }

    private void run() {
        Libtorch.useOneThread();
        try (NoGradGuard guard = new NoGradGuard();
                Scratch scratch = new Scratch()) {
            for (int i = next.getAndIncrement();
                    i < tensors.length && problem.get() == null;
                    i = next.getAndIncrement()) {
                tensors[i] = loader.load(slots.get(i), packed, scratch);
            }
        } catch (ModelException | RuntimeException | OutOfMemoryError e) {
            problem.compareAndSet(null, e);
        }
    }

    private List<Tensor> result() throws ModelException {
        Throwable found = problem.get();
        if (found == null) {
            return new ArrayList<>(Arrays.asList(tensors));
        }
        Arrays.stream(tensors).filter(Objects::nonNull).forEach(Tensor::releaseReference);
        if (found instanceof ModelException e) {
            throw e;
        }
        if (found instanceof RuntimeException e) {
            throw e;
        }
        throw (OutOfMemoryError) found;
    }

    /** Waits however often it is interrupted: the threads write into memory that would be let go. */
    private static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
