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

    /** A kernel of a convolution of the encoder, [out, in, rows, columns], whose input has many channels. */
    record Kernel2d(TensorEntry entry) implements Slot {}

    /** The part of the network that a matrix belongs to. The last one makes logits, which differ by less than BF16's steps. */
    enum Part {
        ENCODER,
        DECODER,
        VOCABULARY
    }

    /**
     * A matrix.
     *
     * @param index its number among the matrices
     */
    record Matrix(int index, MatrixPlan plan, Part part) implements Slot {
        boolean vocabulary() {
            return part == Part.VOCABULARY;
        }
    }

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

    void matrix(Part part, String... names) {
        add(part, new MatrixPlan(Arrays.stream(names).map(directory::tensor).toList()));
    }

    void output() {
        add(Part.VOCABULARY, new MatrixPlan(List.of(directory.outputMatrix())));
    }

    private void add(Part part, MatrixPlan plan) {
        slots.add(new Matrix(matrices.size(), plan, part));
        matrices.add(plan);
    }

    List<Slot> all() {
        return List.copyOf(slots);
    }

    List<MatrixPlan> matrices() {
        return List.copyOf(matrices);
    }
}
