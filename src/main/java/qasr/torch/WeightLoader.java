package qasr.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.ElementType;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Precision;
import qasr.model.TensorEntry;

/**
 * Loads the tensors of a model directory in the form that the scripts need.
 *
 * <p>Arithmetic is float32. F32 tensors stay mapped. A 16-bit matrix is packed as FP16 for fbgemm, which widens it on
 * the fly: on a CPU that is exact for F16 and for BF16 within FP16's range, half the memory and several times the speed
 * of float32 at one row. In BF16, matrices are read and laid out in oneDNN's blocks, and products round what they are
 * given and what they give; the vocabulary's matrix stays in FP16, unless products with it are wrong. Everything else is
 * widened once. For 8 bits, the text decoder's matrices are packed as FP16; the encoder's are so, too, or in BF16.
 */
final class WeightLoader implements AutoCloseable {
    /** The greatest finite FP16 number. */
    private static final double FP16_MAX = 65504;
    /** Below this, libtorch's own packing is quick enough, and no file is worth its place. */
    private static final long WEIGHTS_FOR_STORE = 30_000_000;
    /** How many rows are laid out at once; a multiple of 32. */
    private static final int ROWS_AT_ONCE = 2048;

    private final ModelDirectory directory;
    private final Device device;
    private final PartPrecisions precisions;
    private final boolean packs;
    private final boolean blocks;
    /** Whether the vocabulary's matrix is packed as FP16 where the others are in blocks. */
    private final boolean packsVocabulary;

    private final Scripts scripts;
    private final Map<Path, SafetensorsFile> files = new HashMap<>();
    /** The index of each packed BF16 matrix in its store. */
    private final Map<MatrixPlan, Integer> places = new LinkedHashMap<>();

    private MatrixStores stores = MatrixStores.none();

    /**
     * Loads from {@code directory}.
     *
     * @param scripts layers.py
     * @param avoided the kernels that the machine computes wrongly
     */
    WeightLoader(
            ModelDirectory directory, Device device, PartPrecisions precisions, Scripts scripts, Set<Kernel> avoided) {
        this.directory = directory;
        this.device = device;
        this.precisions = precisions;
        this.scripts = scripts;
        packs = precisions.decoder() == Precision.FP16 || precisions.decoder() == Precision.INT8;
        blocks = precisions.encoder() == Precision.BF16 && device.is_cpu() && BlockedMatrix.isPossible();
        packsVocabulary = blocks && !avoided.contains(Kernel.FP16_PRODUCTS);
    }

    /** Returns whether loading a matrix of the text decoder also packs it, which takes a second for a whole large model. */
    boolean laysOutWhatItReads() {
        return blocks
                && !precisions.isMixed()
                && !stores.blocked().map(BlockedStore::isWhole).orElse(false);
    }

    /** fbgemm exists on x86-64 only, and needs AVX2. */
    static boolean packingWorks() {
        try (PointerScope scope = new PointerScope()) {
            Tensor packed = torch.fbgemm_pack_gemm_matrix_fp16(torch.zeros(8, 8));
            Tensor product =
                    torch.fbgemm_linear_fp16_weight_fp32_activation(torch.zeros(1, 8), packed, new TensorOptional());
            return product.numel() == 8;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Returns whether packed weights are worth a file. */
    boolean isLarge() {
        return isLarge(directory);
    }

    /** Returns whether packed weights of {@code directory}, or measurements of them, are worth a file. */
    static boolean isLarge(ModelDirectory directory) {
        return directory.weights() >= WEIGHTS_FOR_STORE;
    }

    /**
     * Opens the files of packed matrices; {@link #load} then reads from them. The caller closes them.
     *
     * @param slots all slots of the model
     * @param folders the possible folders of such files, the best first
     */
    MatrixStores openStores(List<WeightSlots.Slot> slots, List<Path> folders, WeightOrigin origin)
            throws ModelException {
        for (WeightSlots.Slot slot : slots) {
            blockedPlan(slot).ifPresent(plan -> places.put(plan, places.size()));
        }
        Optional<PackedStore> packed = packed(slots, folders, origin);
        try {
            Optional<BlockedStore> blocked = !places.isEmpty() && isLarge()
                    ? BlockedStore.open(
                            precisions.isMixed() ? BlockedStore.ENCODER : BlockedStore.WHOLE,
                            scripts,
                            List.copyOf(places.keySet()),
                            folders,
                            origin)
                    : Optional.empty();
            stores = new MatrixStores(packed, blocked);
            return stores;
        } catch (ModelException | RuntimeException e) {
            packed.ifPresent(PackedStore::close);
            throw e;
        }
    }

    /** Returns the matrix of {@code slot} that is packed for oneDNN, if there is one. */
    private Optional<MatrixPlan> blockedPlan(WeightSlots.Slot slot) {
        if (blocks && slot instanceof WeightSlots.Kernel2d kernel) {
            return Optional.of(new MatrixPlan(List.of(kernel.entry())));
        }
        return blocks && slot instanceof WeightSlots.Matrix matrix && isBlocked(matrix.part())
                ? Optional.of(matrix.plan())
                : Optional.empty();
    }

    private boolean isBlocked(WeightSlots.Part part) {
        return part == WeightSlots.Part.ENCODER || (part == WeightSlots.Part.DECODER && !precisions.isMixed());
    }

    /**
     * Returns the store of matrices packed for fbgemm; empty if they are packed or widened one by one. If the others are
     * in BF16, only the vocabulary's matrix is in it.
     */
    private Optional<PackedStore> packed(List<WeightSlots.Slot> slots, List<Path> folders, WeightOrigin origin)
            throws ModelException {
        List<MatrixPlan> plans = new ArrayList<>();
        for (WeightSlots.Slot slot : slots) {
            if (slot instanceof WeightSlots.Matrix matrix && isPacked(matrix) && isStored(matrix)) {
                plans.add(matrix.plan());
            }
        }
        boolean possible = !plans.isEmpty()
                && isLarge()
                && PackedMatrix.isPossible()
                && plans.stream().allMatch(plan -> plan.isNarrow() && PackedMatrix.fits(plan.rows(), plan.columns()));
        if (!possible) {
            return Optional.empty();
        }
        return Optional.of(PackedStore.open(
                packs ? PackedStore.NAME : PackedStore.VOCABULARY,
                plans,
                folders,
                origin,
                (index, target) -> laidOut(plans.get(index), target)));
    }

    private boolean isPacked(WeightSlots.Matrix matrix) {
        return packs || (packsVocabulary && matrix.vocabulary());
    }

    /** The last matrix, an aligner's head, may have any number of rows. It is small enough to be packed each time. */
    private static boolean isStored(WeightSlots.Matrix matrix) {
        return !matrix.vocabulary()
                || PackedMatrix.fits(matrix.plan().rows(), matrix.plan().columns());
    }

    /** Returns which files {@code plans} are made from. */
    static WeightOrigin origin(List<MatrixPlan> plans) throws ModelException {
        return WeightOrigin.of(plans.stream()
                .flatMap(plan -> plan.parts().stream())
                .map(TensorEntry::file)
                .distinct()
                .toList());
    }

    private static boolean laidOut(MatrixPlan plan, Tensor target) throws ModelException {
        long first = 0;
        for (TensorEntry part : plan.parts()) {
            try (SafetensorsFile file = SafetensorsFile.map(part.file());
                    PointerScope scope = new PointerScope()) {
                long rows = part.shape().get(0);
                Tensor matrix = file.tensor(part).view(rows, plan.columns());
                for (long row = 0; row < rows; row += ROWS_AT_ONCE) {
                    Tensor slice = matrix.narrow(0, row, Math.min(ROWS_AT_ONCE, rows - row));
                    if (slice.abs().max().item_double() > FP16_MAX) {
                        return false;
                    }
                    PackedMatrix.write(target, slice.to(ScalarType.Half), first + row, plan.rows());
                }
                first += rows;
            }
        }
        return true;
    }

    /**
     * Returns the tensor of {@code slot}, retained.
     *
     * @param scratch the calling thread's
     */
    Tensor load(WeightSlots.Slot slot, Scratch scratch) throws ModelException {
        try (PointerScope scope = new PointerScope()) {
            Optional<MatrixPlan> blocked = blockedPlan(slot);
            Tensor tensor;
            if (blocked.isPresent()) {
                tensor = blocked(slot, blocked.get(), scratch);
            } else if (slot instanceof WeightSlots.Plain plain) {
                tensor = widened(plain.entry());
            } else if (slot instanceof WeightSlots.Kernel2d kernel) {
                tensor = widened(kernel.entry());
            } else if (slot instanceof WeightSlots.Matrix matrix && isPacked(matrix)) {
                int index = packs ? matrix.index() : 0;
                Optional<Tensor> stored =
                        isStored(matrix) ? stores.packed().flatMap(store -> store.matrix(index)) : Optional.empty();
                tensor = stored.isPresent() ? stored.get() : packed(matrix.plan());
            } else if (slot instanceof WeightSlots.Matrix matrix) {
                tensor = matrix(matrix.plan(), unpacked(matrix));
            } else {
                throw new IllegalStateException("no such slot");
            }
            tensor.retainReference();
            return tensor;
        }
    }

    /** Returns the precision of a matrix that is neither packed nor in blocks. */
    private Precision unpacked(WeightSlots.Matrix matrix) {
        if (blocks && matrix.vocabulary()) {
            return Precision.FP32; // rounded products would change the choice between near tokens
        }
        return matrix.part() == WeightSlots.Part.ENCODER ? precisions.encoder() : precisions.decoder();
    }

    /** Returns the matrix of {@code slot} as an object whose products are divided among threads, if there is one. */
    Optional<IValue> object(WeightSlots.Slot slot) {
        return packs && slot instanceof WeightSlots.Matrix matrix && isStored(matrix)
                ? stores.packed().flatMap(store -> store.object(matrix.index()))
                : Optional.empty();
    }

    /** Returns the places of the matrices of {@code slots} in mapped files, as far as they are there. */
    List<MappedPart> mapped(List<WeightSlots.Slot> slots) {
        return slots.stream().flatMap(slot -> mapped(slot).stream()).toList();
    }

    private Optional<MappedPart> mapped(WeightSlots.Slot slot) {
        Optional<MatrixPlan> blocked = blockedPlan(slot);
        if (blocked.isPresent()) {
            return stores.blocked().flatMap(store -> store.part(places.get(blocked.get())));
        }
        return packs && slot instanceof WeightSlots.Matrix matrix && isStored(matrix)
                ? stores.packed().flatMap(store -> store.part(matrix.index()))
                : Optional.empty();
    }

    /** Returns a tensor in float32; it belongs to the caller's pointer scope. */
    Tensor plain(WeightSlots.Plain slot) throws ModelException {
        return widened(slot.entry());
    }

    /** Returns a matrix in float32; it belongs to the caller's pointer scope. */
    Tensor wide(MatrixPlan plan) throws ModelException {
        TensorVector parts = new TensorVector();
        for (TensorEntry part : plan.parts()) {
            parts.push_back(widened(part));
        }
        return parts.size() == 1 ? new Tensor(parts.get(0)) : torch.cat(parts, 0);
    }

    /** Returns a matrix in oneDNN's block layout, from the file or packed now. */
    private Tensor blocked(WeightSlots.Slot slot, MatrixPlan plan, Scratch scratch) throws ModelException {
        Optional<BlockedStore> store = stores.blocked();
        Optional<Tensor> stored = store.flatMap(opened -> opened.matrix(places.get(plan)));
        if (stored.isPresent()) {
            return stored.get();
        }
        Tensor rows = narrow(plan, scratch);
        if (slot instanceof WeightSlots.Kernel2d kernel) { // as convolution.py takes it: [out, rows * columns * in]
            rows = rows.view(kernel.entry().shape().stream()
                            .mapToLong(Long::longValue)
                            .toArray())
                    .permute(0, 2, 3, 1)
                    .flatten(1, 3);
        }
        Tensor made = BlockedMatrix.of(scripts, rows);
        return store.isPresent() ? store.get().kept(places.get(plan), made) : made;
    }

    private Tensor matrix(MatrixPlan plan, Precision precision) throws ModelException {
        Tensor wide = wide(plan);
        return precision == Precision.BF16 ? wide.to(ScalarType.BFloat16) : wide;
    }

    private Tensor packed(MatrixPlan plan) throws ModelException {
        Tensor wide = wide(plan);
        if (!plan.isNarrow()) {
            return wide;
        }
        // Not abs(), which would copy what may be the largest matrix of all.
        boolean fits = wide.max().item_double() <= FP16_MAX && wide.min().item_double() >= -FP16_MAX;
        return fits ? torch.fbgemm_pack_gemm_matrix_fp16(wide) : wide;
    }

    /** Returns a matrix in float32, which may lie in {@code scratch}. It belongs to the caller's pointer scope. */
    Tensor wide(MatrixPlan plan, Scratch scratch) throws ModelException {
        return read(plan, scratch).to(ScalarType.Float);
    }

    /** Returns a matrix in BF16, which may lie in {@code scratch}. It belongs to the caller's pointer scope. */
    private Tensor narrow(MatrixPlan plan, Scratch scratch) throws ModelException {
        return read(plan, scratch).to(ScalarType.BFloat16);
    }

    /** Reads a matrix into {@code scratch}, in the file's type; parts of different types are in float32. */
    private Tensor read(MatrixPlan plan, Scratch scratch) throws ModelException {
        ElementType type = plan.parts().get(0).type();
        if (plan.parts().stream().anyMatch(part -> part.type() != type)) {
            return wide(plan);
        }
        Tensor bytes = scratch.bytes(plan.rows() * plan.columns() * type.bytes());
        long done = 0;
        for (TensorEntry part : plan.parts()) {
            long length = part.elements() * type.bytes();
            SafetensorsFile.read(part, bytes.narrow(0, done, length));
            done += length;
        }
        return bytes.view(SafetensorsFile.scalarType(type)).view(plan.rows(), plan.columns());
    }

    private Tensor widened(TensorEntry entry) throws ModelException {
        return shared(entry.file()).tensor(entry).to(device, ScalarType.Float);
    }

    private synchronized SafetensorsFile shared(Path path) throws ModelException {
        SafetensorsFile file = files.get(path);
        if (file == null) {
            file = SafetensorsFile.map(path);
            files.put(path, file);
        }
        return file;
    }

    /** Lets go of the mappings; tensors that lie in them keep them alive. */
    @Override
    public void close() {
        files.values().forEach(SafetensorsFile::close);
        files.clear();
    }
}
