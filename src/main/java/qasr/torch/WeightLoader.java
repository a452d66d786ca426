package qasr.torch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.ElementType;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.TensorEntry;

/**
 * Brings one tensor after another from a model directory into the form the scripts compute with.
 *
 * <p>Arithmetic is float32. F32 tensors stay mapped. A 16-bit matrix is packed as FP16 for fbgemm, which widens it on
 * the fly: on a CPU that is exact for F16 and for BF16 within FP16's range, half the memory and several times the speed
 * of float32 at one row. Everything else is widened once.
 */
final class WeightLoader implements AutoCloseable {
    /** The greatest finite FP16 number. */
    private static final double FP16_MAX = 65504;

    private final ModelDirectory directory;
    private final Device device;
    private final boolean packs;
    private final Map<Path, SafetensorsFile> files = new HashMap<>();

    WeightLoader(ModelDirectory directory, Device device) {
        this.directory = directory;
        this.device = device;
        packs = device.is_cpu() && packingWorks();
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

    /** Returns a tensor in float32 on the device, retained. */
    Tensor plain(String name) throws ModelException {
        return plain(directory.tensor(name));
    }

    private Tensor plain(TensorEntry entry) throws ModelException {
        return entry.type() == ElementType.F32
                ? made(shared(entry.file()), entry, this::widened)
                : madeAndUnmapped(entry, this::widened);
    }

    /** Returns a matrix [out, in] that is only ever multiplied with, retained. */
    Tensor matrix(String name) throws ModelException {
        return matrix(directory.tensor(name));
    }

    /** Returns a matrix [out, in] that is only ever multiplied with, retained. */
    Tensor matrix(TensorEntry entry) throws ModelException {
        return packs && entry.type() != ElementType.F32 ? madeAndUnmapped(entry, this::packed) : plain(entry);
    }

    /** Returns a table to look rows up in, in the file's type, retained: mapped where the device is the CPU. */
    Tensor table(String name) throws ModelException {
        TensorEntry entry = directory.tensor(name);
        return made(shared(entry.file()), entry, tensor -> tensor.to(device, tensor.scalar_type()));
    }

    private Tensor widened(Tensor tensor) {
        return tensor.to(device, ScalarType.Float);
    }

    private Tensor packed(Tensor tensor) {
        Tensor wide = tensor.to(ScalarType.Float);
        // Not abs(), which would copy what may be the largest matrix of all.
        boolean fits = wide.max().item_double() <= FP16_MAX && wide.min().item_double() >= -FP16_MAX;
        return fits ? torch.fbgemm_pack_gemm_matrix_fp16(wide) : wide;
    }

    private static Tensor made(SafetensorsFile file, TensorEntry entry, UnaryOperator<Tensor> step) {
        try (PointerScope scope = new PointerScope()) {
            Tensor result = step.apply(file.tensor(entry));
            result.retainReference();
            return result;
        }
    }

    /** Maps the file for this tensor alone, so that the pages it was read from do not count as ours afterwards. */
    private static Tensor madeAndUnmapped(TensorEntry entry, UnaryOperator<Tensor> step) throws ModelException {
        try (SafetensorsFile file = SafetensorsFile.map(entry.file())) {
            return made(file, entry, step);
        }
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
