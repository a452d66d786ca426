package qasr.torch;

import java.util.Locale;
import org.bytedeco.pytorch.Device;
import qasr.model.DeviceException;
import qasr.model.Precision;

/** Which precision suits which machine. */
final class MachinePrecision {
    private MachinePrecision() {}

    /**
     * Returns {@code wanted}, or for AUTO what suits the machine.
     *
     * @throws DeviceException if the machine cannot compute with what is wanted
     */
    static Precision on(Device device, Precision wanted) throws DeviceException {
        boolean packs = device.is_cpu() && WeightLoader.packingWorks();
        if (wanted == Precision.AUTO) {
            return chosen(device.is_cuda(), packs);
        }
        if ((wanted == Precision.FP16 || wanted == Precision.INT8) && !packs) {
            throw new DeviceException("--dtype " + wanted.name().toLowerCase(Locale.ROOT)
                    + " needs an x86-64 processor with AVX2; use --dtype fp32 or bf16");
        }
        return wanted;
    }

    /**
     * Returns what auto chooses: FP16 matrices wherever fbgemm's kernels are, since they change nothing that BF16 weights
     * hold, and are faster at the few rows of a step of decoding than BF16 products, even where the processor has those.
     *
     * @param cuda whether the network runs on a GPU
     * @param packs whether fbgemm is there
     */
    static Precision chosen(boolean cuda, boolean packs) {
        if (cuda) {
            return Precision.BF16;
        }
        return packs ? Precision.FP16 : Precision.FP32;
    }
}
