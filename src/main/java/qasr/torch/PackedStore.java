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
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.ModelException;

/**
 * A model's matrices in the packed layout for products. They are mapped from a file of an earlier run. Without such a
 * file they are packed now, into a file if possible, else into memory. Owns native memory: close it.
 *
 * <p>The file has a block of text with the origin of the weights, then the matrices. It is moved into place only when
 * it is complete and flushed.
 */
final class PackedStore implements AutoCloseable {
    private static final String LAYOUT = PackedMatrix.blockOutputs() > 16 ? "avx512.packed" : "avx2.packed";
    /**
     * The name of the file contains the layout, so that machines that share a folder do not replace each other's file.
     */
    static final String NAME = "qasr-fp16-" + LAYOUT;
    /** The file with the vocabulary's matrix alone, if the other matrices are in another precision. */
    static final String VOCABULARY = "qasr-vocabulary-" + LAYOUT;

    /** The bytes of the first block. */
    private static final int HEAD_BYTES = StoreFile.ALIGNMENT;

    /** Packs one matrix. */
    @FunctionalInterface
    interface Filler {
        /**
         * Writes matrix {@code index} to {@code target}, FP16 elements in the layout of {@link PackedMatrix#write}.
         *
         * @return whether FP16 can represent all numbers
         */
        boolean fill(int index, Tensor target) throws ModelException;
    }

    private final Tensor bytes;
    private final boolean mapped;
    private final long[] offsets;
    private final List<PackedMatrix> matrices = new ArrayList<>();
    private final Set<Integer> unfit = new TreeSet<>();

    private PackedStore(Tensor bytes, boolean mapped, List<MatrixPlan> plans, long header) {
        this.bytes = bytes;
        this.mapped = mapped;
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
     * @param name the name of the file
     * @param folders folders for the file, the preferred one first
     * @param origin the origin of the weights
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
            return filled(memory, false, plans, 0, filler);
        }
    }

    private static PackedStore filled(Tensor bytes, boolean mapped, List<MatrixPlan> plans, long header, Filler filler)
            throws ModelException {
        PackedStore store = new PackedStore(bytes, mapped, plans, header);
        try {
            for (int i = 0; i < plans.size(); i++) {
                try (PointerScope scope = new PointerScope()) {
                    if (!filler.fill(i, store.elements(i))) {
                        store.unfit.add(i);
                    }
                    store.part(i).ifPresent(MappedPart::leave); // the file has it, and it is not used at once
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
            if (head.isEmpty() || !origin.isThatOf(head.subList(0, head.size() - 1), file)) {
                return Optional.empty();
            }
            PackedStore store =
                    new PackedStore(SafetensorsFile.mappedForProducts(file, bytes), true, plans, HEAD_BYTES);
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

    /** Makes the file; empty if this is not possible. Packing in memory then works for this run. */
    private static Optional<PackedStore> made(Path file, List<MatrixPlan> plans, WeightOrigin origin, Filler filler)
            throws ModelException {
        long bytes = end(plans, HEAD_BYTES);
        Optional<StoreFile> begun = StoreFile.begin(file, bytes);
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        Optional<PackedStore> store = Optional.empty();
        try (StoreFile draft = begun.get()) {
            draft.fill(bytes);
            store = Optional.of(
                    filled(SafetensorsFile.mapped(draft.draft(), true, bytes), true, plans, HEAD_BYTES, filler));
            String unfit = store.get().unfit.stream().map(String::valueOf).collect(Collectors.joining(" "));
            draft.writeHead(origin.text() + unfit + "\n", HEAD_BYTES);
            draft.finish();
            return store;
        } catch (AtomicMoveNotSupportedException e) {
            return store; // usable now, but not in the next run
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

    /** Returns matrix {@code index}; empty if FP16 cannot represent all its numbers. */
    Optional<Tensor> matrix(int index) {
        return unfit.contains(index)
                ? Optional.empty()
                : Optional.of(matrices.get(index).tensor());
    }

    /** Returns matrix {@code index} as {@link PackedMatrix#object}; empty if FP16 cannot represent all its numbers. */
    Optional<IValue> object(int index) {
        return unfit.contains(index)
                ? Optional.empty()
                : Optional.of(matrices.get(index).object());
    }

    /** Returns the place of matrix {@code index} in the mapped file, if there is one. */
    Optional<MappedPart> part(int index) {
        long length = offsets[index + 1] - offsets[index];
        return mapped
                ? Optional.of(new MappedPart(bytes.data_ptr().address() + offsets[index], length))
                : Optional.empty();
    }

    @Override
    public void close() {
        matrices.forEach(PackedMatrix::close);
        bytes.releaseReference();
    }
}
