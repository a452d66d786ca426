package qasr.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import qasr.model.ModelException;

/** The text decoder's matrices in 8 bits, in the form of int8.py. */
final class Int8Layers {
    /** The indices of a layer's matrices among its tensors. */
    static final List<Integer> MATRICES = List.of(1, 2, 6, 7);
    /** The indices of the norms whose results the matrices read; -1 for matrices that read something else. */
    private static final List<Integer> NORMS = List.of(0, -1, 5, -1);

    /** With 1.7B, each thread needs 0.45 GB for a matrix in float32 and its rounding. */
    private static final int MOST_CORES = 4;

    private static final int SMOOTHING = 7;
    /** The index of the channels in 16 bits in int8.py's list. */
    static final int CHANNELS = 8;
    /** The number of parts of that list. */
    static final int PARTS = 11;

    /**
     * The parts of a matrix that a file keeps, as indices of int8.py's list: packed weights, sums, scales, smoothing,
     * channels in 16 bits and their columns.
     */
    static final List<Integer> KEPT = List.of(0, 1, 2, SMOOTHING, CHANNELS, 9);

    private static final List<String> NAMES = List.of("qkv_proj", "o_proj", "gate_up_proj", "down_proj");
    /** The share of a channel's scale that moves into the weights without calibration. */
    private static final double UNTRIED_STRENGTH = 0.5;

    private final Scripts scripts;
    private final WeightLoader loader;
    private final List<WeightSlots.Slot> slots;
    private final List<Tensor> tensors;
    private final Optional<Int8Recipe> recipe;

    /**
     * Prepares the matrices; the caller keeps and closes everything.
     *
     * @param scripts layers.py and int8.py
     * @param slots the slots of the decoder's layers
     * @param tensors the tensors in these slots
     */
    Int8Layers(
            Scripts scripts,
            WeightLoader loader,
            List<WeightSlots.Slot> slots,
            List<Tensor> tensors,
            Optional<Int8Recipe> recipe) {
        this.scripts = scripts;
        this.loader = loader;
        this.slots = List.copyOf(slots);
        this.tensors = tensors;
        this.recipe = recipe;
    }

    /** Returns the name of a matrix by its index among those of all layers. */
    static String name(int index) {
        return "model.layers." + index / MATRICES.size() + "." + NAMES.get(index % MATRICES.size());
    }

    /** Returns the number of matrices, in 8 bits or not. */
    int count() {
        return slots.size() / Weights.DECODER_LAYER * MATRICES.size();
    }

    /** Returns the most bytes that their 8-bit forms take in a file, roughly: fbgemm fills up blocks. */
    private long mostBytes() {
        long bytes = 0;
        for (int i = 0; i < count(); i++) {
            MatrixPlan plan = slot(i).plan();
            bytes += 2 * plan.rows() * plan.columns();
        }
        return bytes;
    }

    /**
     * Makes the 8-bit form of each matrix, retained, or an empty list for a matrix that stays unchanged. The smoothing
     * must then be applied by {@link #fold}.
     */
    List<List<Tensor>> made() throws ModelException {
        List<List<Tensor>> made = new ArrayList<>();
        try (Scratch scratch = new Scratch()) {
            for (int i = 0; i < count(); i++) {
                try (PointerScope scope = new PointerScope()) {
                    made.add(retained(made(i, scratch)));
                }
            }
        }
        return made;
    }

    /** As {@link #made()}, over the memory of {@code store}, which has the matrices already. */
    List<List<Tensor>> in(Int8Store store) {
        List<List<Tensor>> all = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            try (PointerScope scope = new PointerScope()) {
                all.add(
                        isEight(i)
                                ? retained(Values.toTensors(scripts.call("int8_list", stored(store, i))))
                                : List.of());
            }
        }
        return all;
    }

    /**
     * Returns the file with the matrices, if there is one.
     *
     * @param origin of the weights
     * @param folders where the file may be, the best first
     */
    Optional<Int8Store> find(WeightOrigin origin, List<Path> folders) throws ModelException {
        return Int8Store.find(Int8Store.name(), folders, origin, key(), count());
    }

    /**
     * Returns the file with the matrices, which is made if there is none; empty if no folder is writable.
     *
     * @param origin of the weights
     * @param folders where the file may be, the best first
     * @param threads the number of matrices that are made at once, each by one thread
     */
    Optional<Int8Store> kept(WeightOrigin origin, List<Path> folders, int threads) throws ModelException {
        Optional<Int8Store> store = find(origin, folders);
        if (store.isPresent()) {
            return store;
        }
        try (Int8Store.Draft draft = Int8Store.Draft.begin(Int8Store.name(), folders, origin, key(), mostBytes())) {
            write(draft, threads);
            draft.finish();
        }
        return find(origin, folders);
    }

    private String key() {
        return recipe.map(Int8Recipe::key).orElse("no recipe");
    }

    /** Makes the matrices and adds them to {@code draft}, until it fails. */
    private void write(Int8Store.Draft draft, int cores) throws ModelException {
        int threads = Math.min(cores, MOST_CORES);
        try (OneCorePool pool = new OneCorePool("weights", threads)) {
            for (int first = 0; first < count() && !draft.hasFailed(); first += threads) {
                int start = first;
                List<List<Tensor>> group = pool.mapReading(Math.min(threads, count() - first), i -> {
                    try (Scratch scratch = new Scratch()) {
                        return retained(made(start + i, scratch));
                    }
                });
                group.forEach(draft::add);
                group.forEach(parts -> parts.forEach(Tensor::releaseReference));
            }
        }
        FreedMemory.giveBack();
    }

    private static List<Tensor> retained(List<Tensor> parts) {
        parts.forEach(Tensor::retainReference);
        return parts;
    }

    private boolean isEight(int index) {
        return recipe.isEmpty() || recipe.get().isEight(name(index));
    }

    private WeightSlots.Matrix slot(int index) {
        int base = Weights.DECODER_LAYER * (index / MATRICES.size());
        return (WeightSlots.Matrix) slots.get(base + MATRICES.get(index % MATRICES.size()));
    }

    private Optional<Int8Recipe.Entry> entry(int index) {
        return recipe.map(known -> known.entries().get(name(index)));
    }

    /** Returns the index of the norm that a matrix reads, among all tensors; -1 for none. */
    private static int normOf(int index) {
        int norm = NORMS.get(index % MATRICES.size());
        return norm < 0 ? -1 : Weights.DECODER_LAYER * (index / MATRICES.size()) + norm;
    }

    /** Returns whether the divisors of its input are in the weights of a norm. */
    private boolean isFolded(int index) {
        Optional<Int8Recipe.Entry> entry = entry(index);
        return normOf(index) >= 0 || entry.isEmpty() || entry.get().exponents().isEmpty();
    }

    private List<Tensor> made(int index, Scratch scratch) throws ModelException {
        if (!isEight(index)) {
            return List.of();
        }
        Optional<Int8Recipe.Entry> entry = entry(index);
        Tensor wide = loader.wide(slot(index).plan(), scratch);
        Tensor smoothing = entry.isPresent()
                ? smoothing(wide, entry.get())
                : untried(
                        scripts, wide, normOf(index) < 0 ? Optional.empty() : Optional.of(tensors.get(normOf(index))));
        Tensor channels = entry.map(Int8Recipe.Entry::channels).orElseGet(Values::longs);
        return Values.toTensors(scripts.call(
                "int8_matrix", Values.of(wide), Values.of(smoothing), Values.of(channels), Values.of(isFolded(index))));
    }

    private IValue[] stored(Int8Store store, int index) {
        List<IValue> arguments =
                new ArrayList<>(store.parts(index).stream().map(Values::of).toList());
        arguments.add(Values.of(isFolded(index)));
        return arguments.toArray(IValue[]::new);
    }

    /** Divides the norms among {@code tensors} by the smoothing of {@code matrices}, in place. */
    static void fold(List<Tensor> tensors, List<List<Tensor>> matrices) {
        try (PointerScope scope = new PointerScope()) {
            for (int i = 0; i < matrices.size(); i++) {
                int norm = NORMS.get(i % MATRICES.size());
                if (norm >= 0 && !matrices.get(i).isEmpty()) {
                    int place = Weights.DECODER_LAYER * (i / MATRICES.size()) + norm;
                    Tensor folded = tensors.get(place).div(matrices.get(i).get(SMOOTHING));
                    folded.retainReference();
                    tensors.set(place, folded).releaseReference();
                }
            }
        }
    }

    /** Returns the matrix of {@code entry} in a form that applies its own smoothing. */
    static List<Tensor> unfolded(Scripts scripts, Tensor wide, Int8Recipe.Entry entry) {
        return Values.toTensors(scripts.call(
                "int8_matrix",
                Values.of(wide),
                Values.of(smoothing(wide, entry)),
                Values.of(entry.channels()),
                Values.of(entry.exponents().isEmpty())));
    }

    private static Tensor smoothing(Tensor wide, Int8Recipe.Entry entry) {
        float[] factors = entry.smoothing();
        return factors.length == wide.size(1) ? Values.floats(factors) : torch.ones(wide.size(1));
    }

    /** Returns the smoothing of the inputs of {@code wide} without calibration. */
    static Tensor untried(Scripts scripts, Tensor wide, Optional<Tensor> norm) {
        if (norm.isEmpty()) {
            return torch.ones(wide.size(1));
        }
        // The weights of a norm are the best estimate of the scale of its results.
        return scripts.tensor(
                "smoothing_of",
                Values.of(norm.get().abs()),
                Values.of(wide),
                Values.of(Values.longs()),
                Values.of(UNTRIED_STRENGTH));
    }

    /** Returns the index of the norm that matrix {@code which} reads, if it reads one. */
    static OptionalInt norm(int which) {
        return NORMS.get(which) < 0 ? OptionalInt.empty() : OptionalInt.of(NORMS.get(which));
    }
}
