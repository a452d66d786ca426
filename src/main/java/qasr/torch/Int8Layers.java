package qasr.torch;

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

    private Int8Layers() {}

    /** Returns the name of matrix {@code which} of a layer. */
    static String name(int layer, int which) {
        return "model.layers." + layer + "." + NAMES.get(which);
    }

    /**
     * Makes the 8-bit form of each matrix, retained, or an empty list for a matrix that stays unchanged. The smoothing
     * must then be applied by {@link #fold}.
     *
     * @param scripts layers.py and int8.py
     * @param slots the slots of the decoder's layers
     * @param tensors the tensors in these slots
     * @param store a store that has the matrices already, if there is one
     */
    static List<List<Tensor>> make(
            Scripts scripts,
            WeightLoader loader,
            List<WeightSlots.Slot> slots,
            List<Tensor> tensors,
            Optional<Int8Recipe> recipe,
            Optional<Int8Store> store)
            throws ModelException {
        List<List<Tensor>> made = new ArrayList<>();
        for (int layer = 0; layer < slots.size() / Weights.DECODER_LAYER; layer++) {
            for (int which = 0; which < MATRICES.size(); which++) {
                String name = name(layer, which);
                if (recipe.isPresent() && !recipe.get().isEight(name)) {
                    made.add(List.of());
                    continue;
                }
                int base = Weights.DECODER_LAYER * layer;
                Optional<Int8Recipe.Entry> entry = recipe.map(r -> r.entries().get(name));
                WeightSlots.Matrix slot = (WeightSlots.Matrix) slots.get(base + MATRICES.get(which));
                int norm = NORMS.get(which) < 0 ? -1 : base + NORMS.get(which);
                boolean folded =
                        norm >= 0 || entry.isEmpty() || entry.get().exponents().isEmpty();
                try (PointerScope scope = new PointerScope()) {
                    List<Tensor> parts = store.isPresent()
                            ? Values.toTensors(scripts.call("int8_list", stored(store.get(), made.size(), folded)))
                            : made(scripts, loader.wide(slot.plan()), entry, tensors, norm);
                    parts.forEach(Tensor::retainReference);
                    made.add(parts);
                }
            }
        }
        return made;
    }

    private static IValue[] stored(Int8Store store, int index, boolean folded) {
        List<IValue> arguments =
                new ArrayList<>(store.parts(index).stream().map(Values::of).toList());
        arguments.add(Values.of(folded));
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

    private static List<Tensor> made(
            Scripts scripts, Tensor wide, Optional<Int8Recipe.Entry> entry, List<Tensor> tensors, int norm) {
        Tensor smoothing = smoothing(scripts, wide, entry, tensors, norm);
        boolean folded = norm >= 0 || entry.isEmpty() || entry.get().exponents().isEmpty();
        Tensor channels = entry.map(Int8Recipe.Entry::channels).orElseGet(Values::longs);
        return Values.toTensors(scripts.call(
                "int8_matrix", Values.of(wide), Values.of(smoothing), Values.of(channels), Values.of(folded)));
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

    private static Tensor smoothing(
            Scripts scripts, Tensor wide, Optional<Int8Recipe.Entry> entry, List<Tensor> tensors, int norm) {
        if (entry.isPresent()) {
            return smoothing(wide, entry.get());
        }
        return untried(scripts, wide, norm < 0 ? Optional.empty() : Optional.of(tensors.get(norm)));
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
