package qasr.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import qasr.model.ModelException;

/** The text decoder's matrices in 8 bits, as int8.py has them. */
final class Int8Layers {
    /** Where a layer's matrices lie among its tensors. */
    static final List<Integer> MATRICES = List.of(1, 2, 6, 7);
    /** Where the norms lie whose results the matrices read; the others read something else. */
    private static final List<Integer> NORMS = List.of(0, -1, 5, -1);

    private static final List<String> NAMES = List.of("qkv_proj", "o_proj", "gate_up_proj", "down_proj");
    /** How much of a channel's greatness goes to the weights where nothing was calibrated. */
    private static final double UNTRIED_STRENGTH = 0.5;

    private Int8Layers() {}

    /** Returns the name of matrix {@code which} of those of a layer. */
    static String name(int layer, int which) {
        return "model.layers." + layer + "." + NAMES.get(which);
    }

    /**
     * Makes what each matrix is multiplied with, retained, or an empty list for one that stays as it is, and folds the
     * smoothing into the norms.
     *
     * @param slots of the decoder's layers
     * @param tensors that lie there; norms that change are replaced
     */
    static List<List<Tensor>> make(
            WeightLoader loader, List<WeightSlots.Slot> slots, List<Tensor> tensors, Optional<Int8Recipe> recipe)
            throws ModelException {
        List<List<Tensor>> made = new ArrayList<>();
        try (Scripts scripts = Scripts.load("layers", "int8")) {
            for (int layer = 0; layer < slots.size() / Weights.DECODER_LAYER; layer++) {
                for (int which = 0; which < MATRICES.size(); which++) {
                    String name = name(layer, which);
                    if (recipe.isPresent() && !recipe.get().isEight(name)) {
                        made.add(List.of());
                        continue;
                    }
                    int base = Weights.DECODER_LAYER * layer;
                    Optional<Int8Recipe.Entry> entry =
                            recipe.map(r -> r.entries().get(name));
                    WeightSlots.Matrix slot = (WeightSlots.Matrix) slots.get(base + MATRICES.get(which));
                    try (PointerScope scope = new PointerScope()) {
                        int norm = NORMS.get(which) < 0 ? -1 : base + NORMS.get(which);
                        made.add(matrix(scripts, loader.wide(slot.plan()), entry, tensors, norm));
                    }
                }
            }
        }
        return made;
    }

    private static List<Tensor> matrix(
            Scripts scripts, Tensor wide, Optional<Int8Recipe.Entry> entry, List<Tensor> tensors, int norm) {
        Tensor smoothing = smoothing(scripts, wide, entry, tensors, norm);
        if (norm >= 0) {
            Tensor folded = tensors.get(norm).div(smoothing);
            folded.retainReference();
            tensors.set(norm, folded).releaseReference();
        }
        boolean needsNone =
                norm >= 0 || entry.isEmpty() || entry.get().exponents().isEmpty();
        List<Tensor> parts = Values.toTensors(
                scripts.call("int8_matrix", Values.of(wide), Values.of(smoothing), Values.of(needsNone)));
        parts.forEach(Tensor::retainReference);
        return parts;
    }

    private static Tensor smoothing(
            Scripts scripts, Tensor wide, Optional<Int8Recipe.Entry> entry, List<Tensor> tensors, int norm) {
        if (entry.isPresent()) {
            float[] factors = entry.get().smoothing();
            return factors.length == wide.size(1) ? Values.floats(factors) : torch.ones(wide.size(1));
        }
        // A norm's weights are what its results are great by, as far as can be told without any.
        return norm < 0
                ? torch.ones(wide.size(1))
                : scripts.tensor(
                        "smoothing_of",
                        Values.of(tensors.get(norm).abs()),
                        Values.of(wide),
                        Values.of(UNTRIED_STRENGTH));
    }
}
