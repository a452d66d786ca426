package qasr.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import qasr.model.ModelDirectory;
import qasr.model.TensorEntry;

/** The slots for a network's weights, in the scripts' order. */
final class WeightSlots {
    /** The content of a slot. */
    sealed interface Slot permits Plain, Kernel2d, Matrix {}

    /** A tensor in the precision that is computed in. */
    record Plain(TensorEntry entry) implements Slot {}

    /** A kernel of a convolution, [out, in, rows, columns], whose input has many channels. */
    record Kernel2d(TensorEntry entry) implements Slot {}

    /**
     * A matrix.
     *
     * @param index its number among the matrices
     * @param vocabulary whether it makes logits: those differ by less than BF16's steps
     */
    record Matrix(int index, MatrixPlan plan, boolean vocabulary) implements Slot {}

    private final ModelDirectory directory;
    private final List<Slot> slots = new ArrayList<>();
    private final List<MatrixPlan> matrices = new ArrayList<>();

    WeightSlots(ModelDirectory directory) {
        this.directory = directory;
    }

    void plain(String name) {
        slots.add(new Plain(directory.tensor(name)));
    }

    void kernel2d(String name) {
        slots.add(new Kernel2d(directory.tensor(name)));
    }

    void matrix(String... names) {
        add(new MatrixPlan(Arrays.stream(names).map(directory::tensor).toList()), false);
    }

    void output() {
        add(new MatrixPlan(List.of(directory.outputMatrix())), true);
    }

    private void add(MatrixPlan plan, boolean vocabulary) {
        slots.add(new Matrix(matrices.size(), plan, vocabulary));
        matrices.add(plan);
    }

    List<Slot> all() {
        return List.copyOf(slots);
    }

    List<MatrixPlan> matrices() {
        return List.copyOf(matrices);
    }
}
