package qasr.torch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Precision;
import qasr.model.TensorEntry;

/**
 * Brings the tensors of a model directory into the form the scripts compute with.
 *
 * <p>Arithmetic is float32. F32 tensors stay mapped. A 16-bit matrix is packed as FP16 for fbgemm, which widens it on
 * the fly: on a CPU that is exact for F16 and for BF16 within FP16's range, half the memory and several times the speed
 * of float32 at one row. Everything else is widened once.
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
    private final Precision precision;
    private final boolean packs;
    private final Map<Path, SafetensorsFile> files = new HashMap<>();

    WeightLoader(ModelDirectory directory, Device device, Precision precision) {
        this.directory = directory;
        this.device = device;
        this.precision = precision;
        packs = precision == Precision.FP16 || precision == Precision.INT8;
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

    /** Tells whether what was made of the weights is worth a file. */
    boolean isLarge() {
        return isLarge(directory);
    }

    /** Tells whether what was made of, or found out about, the weights of {@code directory} is worth a file. */
    static boolean isLarge(ModelDirectory directory) {
        return directory.weights() >= WEIGHTS_FOR_STORE;
    }

    /** Returns the laid out matrices, or nothing where they are better packed or widened one by one. */
    Optional<PackedStore> packed(List<MatrixPlan> plans, List<Path> folders, WeightOrigin origin)
            throws ModelException {
        boolean possible = packs
                && isLarge()
                && PackedMatrix.isPossible()
                && plans.stream().allMatch(plan -> plan.isNarrow() && PackedMatrix.fits(plan.rows(), plan.columns()));
        if (!possible) {
            return Optional.empty();
        }
        return Optional.of(
                PackedStore.open(plans, folders, origin, (index, target) -> laidOut(plans.get(index), target)));
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

    /** Returns what goes into {@code slot}, retained. */
    Tensor load(WeightSlots.Slot slot, Optional<PackedStore> packed) throws ModelException {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor;
            if (slot instanceof WeightSlots.Plain plain) {
                tensor = widened(plain.entry());
            } else if (slot instanceof WeightSlots.Matrix matrix) {
                Optional<Tensor> stored = packed.flatMap(store -> store.matrix(matrix.index()));
                tensor = stored.isPresent() ? stored.get() : matrix(matrix.plan());
            } else {
                throw new IllegalStateException("no such slot");
            }
            tensor.retainReference();
            return tensor;
        }
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

    private Tensor matrix(MatrixPlan plan) throws ModelException {
        Tensor wide = wide(plan);
        if (precision == Precision.BF16) {
            return wide.to(ScalarType.BFloat16);
        }
        if (!packs || !plan.isNarrow()) {
            return wide;
        }
        // Not abs(), which would copy what may be the largest matrix of all.
        boolean fits = wide.max().item_double() <= FP16_MAX && wide.min().item_double() >= -FP16_MAX;
        return fits ? torch.fbgemm_pack_gemm_matrix_fp16(wide) : wide;
    }

    private Tensor widened(TensorEntry entry) throws ModelException {
        return shared(entry.file()).tensor(entry).to(device, ScalarType.Float);
    }

    private SafetensorsFile shared(Path path) throws ModelException {
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
