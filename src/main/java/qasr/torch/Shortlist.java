package qasr.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.ModelException;
import qasr.model.TensorEntry;

/**
 * The vocabulary's matrix in 8 bits, for finding the few tokens that may be the likeliest: half of the memory that is read
 * for each token, and the same tokens, see choices.py. Kept in a file; without one it is not worth making. Owns native
 * memory: close it.
 */
final class Shortlist implements AutoCloseable {
    static final String NAME = "qasr-shortlist.packed";

    /** Names how it is made: another way needs another name. */
    private static final String KEY = "shortlist 1";

    private static final int ROWS_AT_ONCE = 8192;

    private final List<Tensor> parts;
    private final IValue matrix;
    private final Optional<Int8Store> store;

    /** Takes what choices.py's function "shortlist_matrix" returns, and the store that it lies in. */
    private Shortlist(List<Tensor> parts, Optional<Int8Store> store) {
        this.parts = parts;
        this.store = store;
        parts.forEach(Tensor::retainReference);
        matrix = Values.tensors(parts);
        matrix.retainReference();
    }

    /**
     * Maps what an earlier run has left, or makes it and leaves it; empty if nothing can be left.
     *
     * @param scripts layers.py, int8.py and choices.py
     * @param origin of the weights
     * @param table the vocabulary's matrix [V, E]
     * @param norm the weights of the norm whose results it is multiplied with, [E]
     * @param folders where the file may be, the best first
     */
    static Optional<Shortlist> open(
            Scripts scripts, WeightOrigin origin, TensorEntry table, Tensor norm, List<Path> folders)
            throws ModelException {
        Optional<Int8Store> store = Int8Store.find(NAME, folders, origin, KEY, 1);
        if (store.isEmpty() && StoreFile.canWrite(folders, table.elements())) {
            try (PointerScope scope = new PointerScope();
                    SafetensorsFile file = SafetensorsFile.map(table.file())) {
                Int8Store.write(NAME, folders, origin, KEY, List.of(made(scripts, file.tensor(table), norm)));
            }
            store = Int8Store.find(NAME, folders, origin, KEY, 1);
        }
        if (store.isEmpty()) {
            return Optional.empty();
        }
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> kept = store.get().parts(0);
            int plain = Int8Layers.KEPT.size();
            List<IValue> arguments = new ArrayList<>(
                    kept.subList(0, plain).stream().map(Values::of).toList());
            arguments.add(Values.of(false));
            List<Tensor> parts =
                    new ArrayList<>(Values.toTensors(scripts.call("int8_list", arguments.toArray(IValue[]::new))));
            parts.addAll(kept.subList(plain, kept.size()));
            return Optional.of(new Shortlist(withPeaks(scripts, parts), store));
        }
    }

    /** Makes one that is kept nowhere, for {@code table} [V, E]. */
    static Shortlist of(Scripts scripts, Tensor table, Tensor norm) {
        try (PointerScope scope = new PointerScope()) {
            return new Shortlist(withPeaks(scripts, made(scripts, table, norm)), Optional.empty());
        }
    }

    private static List<Tensor> withPeaks(Scripts scripts, List<Tensor> parts) {
        List<Tensor> all = new ArrayList<>(parts);
        int count = parts.size();
        all.add(scripts.tensor("shortlist_peaks", Values.of(parts.get(count - 2)), Values.of(parts.get(count - 1))));
        return all;
    }

    private static List<Tensor> made(Scripts scripts, Tensor table, Tensor norm) {
        Tensor smoothing = smoothing(scripts, table, norm);
        List<TensorVector> columns = new ArrayList<>();
        for (long first = 0; first < table.size(0); first += ROWS_AT_ONCE) {
            try (PointerScope scope = new PointerScope()) {
                List<Tensor> part = Values.toTensors(
                        scripts.call("shortlist_numbers", Values.of(slice(table, first)), Values.of(smoothing)));
                for (int i = 0; i < part.size(); i++) {
                    if (i == columns.size()) {
                        columns.add(new TensorVector());
                        columns.get(i).retainReference();
                    }
                    columns.get(i).push_back(part.get(i));
                }
            }
        }
        List<IValue> arguments = new ArrayList<>();
        for (TensorVector column : columns) {
            arguments.add(Values.of(torch.cat(column, 0)));
            column.releaseReference();
        }
        arguments.add(Values.of(smoothing));
        return Values.toTensors(scripts.call("shortlist_matrix", arguments.toArray(IValue[]::new)));
    }

    private static Tensor slice(Tensor table, long first) {
        return table.narrow(0, first, Math.min(ROWS_AT_ONCE, table.size(0) - first));
    }

    /** Returns what the inputs are divided by: their norm's weights are what they are great by. */
    private static Tensor smoothing(Scripts scripts, Tensor table, Tensor norm) {
        Tensor peaks = torch.zeros(1, table.size(1));
        for (long first = 0; first < table.size(0); first += ROWS_AT_ONCE) {
            try (PointerScope scope = new PointerScope()) {
                Tensor greatest =
                        slice(table, first).abs().amax(new long[] {0}, true).to(ScalarType.Float);
                peaks.copy_(torch.maximum(peaks, greatest));
            }
        }
        return Int8Layers.untried(scripts, peaks, Optional.of(norm));
    }

    /** Returns what choices.py's function "rough_scores" takes. */
    IValue matrix() {
        return matrix;
    }

    @Override
    public void close() {
        matrix.releaseReference();
        parts.forEach(Tensor::releaseReference);
        store.ifPresent(Int8Store::close);
    }
}
