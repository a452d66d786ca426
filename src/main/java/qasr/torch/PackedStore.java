package qasr.torch;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.ModelException;

/**
 * The matrices of a model in the layout that is multiplied with: mapped from a file that an earlier run left, else laid
 * out now, into such a file where one can be written, else into memory. Owns native memory: close it.
 *
 * <p>The file is a first block of text, which says what it was made from, and the matrices one after another. It is only
 * ever moved into place whole and flushed.
 */
final class PackedStore implements AutoCloseable {
    private static final String LAYOUT = PackedMatrix.blockOutputs() > 16 ? "avx512.packed" : "avx2.packed";
    /** Named after whose layout it is, so that machines that share a folder do not take turns in making it. */
    static final String NAME = "qasr-fp16-" + LAYOUT;
    /** The vocabulary's matrix alone, for where the others are in another precision. */
    static final String VOCABULARY = "qasr-vocabulary-" + LAYOUT;

    /** The bytes of the first block. */
    private static final int HEAD_BYTES = StoreFile.ALIGNMENT;

    /** What lays one matrix out. */
    @FunctionalInterface
    interface Filler {
        /**
         * Writes matrix {@code index} to {@code target}, FP16 elements as {@link PackedMatrix#write} has them.
         *
         * @return whether FP16 can hold it
         */
        boolean fill(int index, Tensor target) throws ModelException;
    }

    private final Tensor bytes;
    private final long[] offsets;
    private final List<PackedMatrix> matrices = new ArrayList<>();
    private final Set<Integer> unfit = new TreeSet<>();

    private PackedStore(Tensor bytes, List<MatrixPlan> plans, long header) {
        this.bytes = bytes;
        this.offsets = offsets(plans, header);
        for (int i = 0; i < plans.size(); i++) {
            try (PointerScope scope = new PointerScope()) {
                matrices.add(PackedMatrix.over(
                        elements(i), plans.get(i).rows(), plans.get(i).columns()));
            }
        }
    }

    /**
     * Opens the store for {@code plans}.
     *
     * @param name of its file
     * @param folders where its file may lie, the best first
     * @param origin what the matrices are made from
     */
    static PackedStore open(String name, List<MatrixPlan> plans, List<Path> folders, WeightOrigin origin, Filler filler)
            throws ModelException {
        for (Path folder : folders) {
            Optional<PackedStore> found = found(folder.resolve(name), plans, origin);
            if (found.isPresent()) {
                return found.get();
            }
        }
        for (Path folder : folders) {
            Optional<PackedStore> made = made(folder.resolve(name), plans, origin, filler);
            if (made.isPresent()) {
                return made.get();
            }
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor memory = torch.empty(
                    new long[] {end(plans, 0)}, new TensorOptions(ScalarType.Byte), new MemoryFormatOptional());
            memory.retainReference();
            return filled(memory, plans, 0, filler);
        }
    }

    private static PackedStore filled(Tensor bytes, List<MatrixPlan> plans, long header, Filler filler)
            throws ModelException {
        PackedStore store = new PackedStore(bytes, plans, header);
        try {
            for (int i = 0; i < plans.size(); i++) {
                try (PointerScope scope = new PointerScope()) {
                    if (!filler.fill(i, store.elements(i))) {
                        store.unfit.add(i);
                    }
                }
            }
            return store;
        } catch (ModelException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static Optional<PackedStore> found(Path file, List<MatrixPlan> plans, WeightOrigin origin)
            throws ModelException {
        long bytes = end(plans, HEAD_BYTES);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) != bytes) {
                return Optional.empty();
            }
            List<String> head = StoreFile.head(file, HEAD_BYTES);
            if (head.isEmpty() || !origin.isThatOf(head.subList(0, head.size() - 1))) {
                return Optional.empty();
            }
            PackedStore store = new PackedStore(SafetensorsFile.mapped(file, false, bytes), plans, HEAD_BYTES);
            for (String index : head.get(head.size() - 1).split(" ", -1)) {
                if (!index.isEmpty()) {
                    store.unfit.add(Integer.parseInt(index));
                }
            }
            return Optional.of(store);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Makes the file, or returns nothing where that cannot be: packing in memory does as well, only not next time. */
    private static Optional<PackedStore> made(Path file, List<MatrixPlan> plans, WeightOrigin origin, Filler filler)
            throws ModelException {
        long bytes = end(plans, HEAD_BYTES);
        Optional<StoreFile> begun = StoreFile.begin(file, bytes);
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        Optional<PackedStore> store = Optional.empty();
        try (StoreFile draft = begun.get()) {
            store = Optional.of(filled(SafetensorsFile.mapped(draft.draft(), true, bytes), plans, HEAD_BYTES, filler));
            String unfit = store.get().unfit.stream().map(String::valueOf).collect(Collectors.joining(" "));
            draft.writeHead(origin.text() + unfit + "\n", HEAD_BYTES);
            draft.finish();
            return store;
        } catch (AtomicMoveNotSupportedException e) {
            return store; // usable now, though not next time
        } catch (IOException e) {
            store.ifPresent(PackedStore::close);
            return Optional.empty();
        }
    }

    private static long[] offsets(List<MatrixPlan> plans, long header) {
        long[] offsets = new long[plans.size() + 1];
        long offset = header;
        for (int i = 0; i < plans.size(); i++) {
            offsets[i] = offset;
            long bytes =
                    2 * PackedMatrix.elements(plans.get(i).rows(), plans.get(i).columns());
            offset += StoreFile.aligned(bytes);
        }
        offsets[plans.size()] = offset;
        return offsets;
    }

    private static long end(List<MatrixPlan> plans, long header) {
        return offsets(plans, header)[plans.size()];
    }

    private Tensor elements(int index) {
        return bytes.narrow(0, offsets[index], offsets[index + 1] - offsets[index])
                .view(ScalarType.Half);
    }

    /** Returns matrix {@code index}, or nothing if it has numbers that FP16 cannot hold. */
    Optional<Tensor> matrix(int index) {
        return unfit.contains(index)
                ? Optional.empty()
                : Optional.of(matrices.get(index).tensor());
    }

    @Override
    public void close() {
        matrices.forEach(PackedMatrix::close);
        bytes.releaseReference();
    }
}
