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
 * The vocabulary's matrix in 8 bits, to find the candidates for the likeliest token, see choices.py. The tokens are the
 * same, and half of the memory is read per token. It is kept in a file; without a file it is not worth making. Owns
 * native memory: close it.
 */
final class Shortlist implements AutoCloseable {
    /** The key of the current method; another method needs another key. */
    private static final String KEY = "shortlist 1";

    private static final int ROWS_AT_ONCE = 8192;

    private final List<Tensor> parts;
    private final IValue matrix;
    private final Optional<Int8Store> store;

    /** Returns the name of its file, which contains the layout like those of {@link PackedStore}. */
    static String name() {
        return "qasr-shortlist-" + Int8Matrix.layoutName() + ".packed";
    }

    /** Takes what choices.py's function "shortlist_matrix" returns, and the store that it lies in. */
    private Shortlist(List<Tensor> parts, Optional<Int8Store> store) {
        this.parts = parts;
        this.store = store;
        parts.forEach(Tensor::retainReference);
        matrix = Values.tensors(parts);
        matrix.retainReference();
    }

    /**
     * Maps the file of an earlier run, or makes the file; empty if no folder is writable.
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
        String name = name();
        Optional<Int8Store> store = Int8Store.find(name, folders, origin, KEY, 1);
        if (store.isEmpty() && StoreFile.canWrite(folders, table.elements())) {
            try (PointerScope scope = new PointerScope();
                    SafetensorsFile file = SafetensorsFile.map(table.file())) {
                Int8Store.write(name, folders, origin, KEY, List.of(made(scripts, file.tensor(table), norm)));
            }
            store = Int8Store.find(name, folders, origin, KEY, 1);
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

    /** Creates a shortlist without a file, for {@code table} [V, E]. */
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

    /** Returns the divisors of the inputs, estimated from the weights of their norm. */
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
