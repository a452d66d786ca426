package qasr.torch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Device;
import qasr.model.DeviceException;
import qasr.model.Precision;

/** Which precision suits which machine. */
final class MachinePrecision {
    /** What each precision multiplies with; int8 leaves some channels and matrices in 16 bits. */
    private static final Map<Precision, List<Kernel>> KERNELS = Map.of(
            Precision.BF16, List.of(Kernel.BF16_PRODUCTS),
            Precision.FP16, List.of(Kernel.FP16_PRODUCTS),
            Precision.INT8, List.of(Kernel.INT8_PRODUCTS, Kernel.FP16_PRODUCTS));

    private MachinePrecision() {}

    /** As {@link #on(Device, Precision, boolean, Set)} where every kernel is right. */
    static Precision on(Device device, Precision wanted, boolean inBf16) throws DeviceException {
        return on(device, wanted, inBf16, Set.of());
    }

    /**
     * Returns {@code wanted}, or for AUTO what suits the machine.
     *
     * @param inBf16 whether the model's matrices are in BF16, see {@link Weights#areInBf16}
     * @param avoided what the machine's processor computes wrongly
     * @throws DeviceException if the machine cannot compute with what is wanted
     */
    static Precision on(Device device, Precision wanted, boolean inBf16, Set<Kernel> avoided) throws DeviceException {
        boolean packs = device.is_cpu() && WeightLoader.packingWorks();
        if (wanted == Precision.AUTO) {
            boolean multiplies = inBf16
                    && !avoided.contains(Kernel.BF16_PRODUCTS)
                    && Processor.multipliesBf16()
                    && BlockedMatrix.isPossible();
            return chosen(device.is_cuda(), packs && !avoided.contains(Kernel.FP16_PRODUCTS), multiplies);
        }
        if ((wanted == Precision.FP16 || wanted == Precision.INT8) && !packs) {
            throw new DeviceException(
                    DeviceException.Reason.PRECISION_NOT_SUPPORTED,
                    name(wanted) + " needs an x86-64 processor with AVX2");
        }
        if (device.is_cpu()) {
            for (Kernel kernel : KERNELS.getOrDefault(wanted, List.of())) {
                if (avoided.contains(kernel)) {
                    throw new DeviceException(
                            DeviceException.Reason.PRECISION_IS_WRONG,
                            name(wanted) + " cannot be used: this processor (" + Processor.name() + ") computes "
                                    + kernel.label() + " wrongly, as 'qasr doctor' shows");
                }
            }
        }
        return wanted;
    }

    private static String name(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns what auto chooses: BF16 where the processor multiplies in it, which takes a prompt half the time; else FP16
     * matrices wherever fbgemm's kernels are, since they change nothing that BF16 weights hold.
     *
     * @param cuda whether the network runs on a GPU
     * @param packs whether fbgemm is there and right
     * @param multiplies whether the weights are in BF16 and the processor has units for products of it, which are right
     */
    static Precision chosen(boolean cuda, boolean packs, boolean multiplies) {
        if (cuda || multiplies) {
            return Precision.BF16;
        }
        return packs ? Precision.FP16 : Precision.FP32;
    }
}
