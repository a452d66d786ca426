package qasr.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import qasr.model.ModelException;

/**
 * The text decoder's matrices in 8 bits beside those that compute the results, to propose tokens, see {@link Proposer}. They
 * are mapped from the file of 8-bit weights, so they are in memory only while tokens are proposed. Owns native memory: close
 * it.
 */
final class ProposalWeights implements AutoCloseable {
    private final Int8Store store;
    private final List<List<Tensor>> matrices;
    private final List<Tensor> tensors;
    private final Lists lists;

    /**
     * The lists that the scripts take.
     *
     * @param layers the tensors of the decoder's layers, with norms for the 8-bit matrices
     * @param int8Layers the 8-bit matrices of the decoder's layers, a list for each
     */
    record Lists(IValue layers, IValue int8Layers) {}

    /** Takes everything, retained. */
    private ProposalWeights(
            Int8Store store, List<List<Tensor>> matrices, List<Tensor> tensors, List<Optional<IValue>> objects) {
        this.store = store;
        this.matrices = matrices;
        this.tensors = tensors;
        try (PointerScope scope = new PointerScope()) {
            lists = new Lists(Values.tensorsOr(objects, tensors), Values.tensorLists(matrices));
            lists.layers.retainReference();
            lists.int8Layers.retainReference();
        }
    }

    /**
     * Maps the file, or makes it first; the lists come in the background. A failure is not worth an error: then the result is
     * empty, and no tokens are proposed.
     *
     * @param layers the tensors of the decoder's layers, which the caller keeps
     * @param scripts layers.py and int8.py, which may be closed when the result is there
     * @param loader of the weights, likewise
     * @param slots the slots of the layers
     * @param origin of the weights
     * @param folders where the file and the recipe may be, the best first
     * @param threads how many threads make the matrices
     */
    static CompletableFuture<Optional<ProposalWeights>> open(
            CompletableFuture<List<Tensor>> layers,
            Scripts scripts,
            WeightLoader loader,
            List<WeightSlots.Slot> slots,
            WeightOrigin origin,
            List<Path> folders,
            int threads) {
        try {
            Optional<Int8Recipe> recipe = Int8Recipe.find(folders, origin);
            Optional<Int8Store> store = new Int8Layers(scripts, loader, slots, List.of(), recipe).find(origin, folders);
            if (store.isEmpty()) {
                // Not in the background: decoding steps on all cores would take ten times as long beside it.
                store = new Int8Layers(scripts, loader, slots, ParallelLoad.await(layers), recipe)
                        .kept(origin, folders, threads);
            }
            if (store.isPresent()) {
                List<Optional<IValue>> objects =
                        slots.stream().map(loader::object).toList();
                Int8Store file = store.get();
                return layers.thenApplyAsync(
                                tensors -> Optional.of(of(
                                        file,
                                        new Int8Layers(scripts, loader, slots, tensors, recipe),
                                        tensors,
                                        objects)),
                                ProposalWeights::inBackground)
                        .exceptionally(problem -> {
                            file.close();
                            return Optional.empty();
                        });
            }
        } catch (ModelException | RuntimeException e) {
            // Loading the other weights tells what is wrong, if anything is.
        }
        return none(layers);
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "8-bit weights");
        thread.setDaemon(true);
        thread.start();
    }

    private static ProposalWeights of(
            Int8Store store, Int8Layers form, List<Tensor> tensors, List<Optional<IValue>> objects) {
        Libtorch.useOneThread();
        try (NoGradGuard guard = new NoGradGuard()) {
            List<List<Tensor>> matrices = form.in(store);
            List<Tensor> folded = new ArrayList<>(tensors);
            folded.forEach(Tensor::retainReference);
            Int8Layers.fold(folded, matrices);
            store.mapped().leave(); // the small parts that were read have brought a quarter of the file into memory
            return new ProposalWeights(store, matrices, folded, objects);
        }
    }

    /** Returns what {@link #open} returns if there is no file, when {@code layers} are there. */
    static CompletableFuture<Optional<ProposalWeights>> none(CompletableFuture<List<Tensor>> layers) {
        return layers.handle((tensors, problem) -> Optional.empty());
    }

    Lists lists() {
        return lists;
    }

    /** Lets the matrices leave memory until they are used again. */
    void leave() {
        store.mapped().leave();
    }

    @Override
    public void close() {
        lists.layers.releaseReference();
        lists.int8Layers.releaseReference();
        tensors.forEach(Tensor::releaseReference);
        matrices.forEach(parts -> parts.forEach(Tensor::releaseReference));
        store.close();
    }
}
