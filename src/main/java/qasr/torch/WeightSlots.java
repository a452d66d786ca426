package qasr.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import qasr.model.ModelDirectory;
import qasr.model.TensorEntry;

/** The places of a network's weights, in the scripts' order, and what goes there. */
final class WeightSlots {
    /** What goes into one place. */
    sealed interface Slot permits Plain, Matrix {}

    /** A tensor in the precision that is computed in. */
    record Plain(TensorEntry entry) implements Slot {}

    /**
     * A matrix.
     *
     * @param index its number among the matrices
     */
    record Matrix(int index, MatrixPlan plan) implements Slot {}

    private final ModelDirectory directory;
    private final List<Slot> slots = new ArrayList<>();
    private final List<MatrixPlan> matrices = new ArrayList<>();

    WeightSlots(ModelDirectory directory) {
        this.directory = directory;
    }

    void plain(String name) {
        slots.add(new Plain(directory.tensor(name)));
    }

    void matrix(String... names) {
        add(new MatrixPlan(Arrays.stream(names).map(directory::tensor).toList()));
    }

    void output() {
        add(new MatrixPlan(List.of(directory.outputMatrix())));
    }

    private void add(MatrixPlan plan) {
        slots.add(new Matrix(matrices.size(), plan));
        matrices.add(plan);
    }

    List<Slot> all() {
        return List.copyOf(slots);
    }

    List<MatrixPlan> matrices() {
        return List.copyOf(matrices);
    }
}
