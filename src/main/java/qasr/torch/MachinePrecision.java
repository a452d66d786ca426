package qasr.torch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Device;
import qasr.model.DeviceException;
import qasr.model.Precision;

/** Chooses the precision for a machine. */
final class MachinePrecision {
    /** The product kernels of each precision; int8 keeps some channels and matrices in 16 bits. */
    private static final Map<Precision, List<Kernel>> KERNELS = Map.of(
            Precision.BF16, List.of(Kernel.BF16_PRODUCTS),
            Precision.FP16, List.of(Kernel.FP16_PRODUCTS),
            Precision.INT8, List.of(Kernel.INT8_PRODUCTS, Kernel.FP16_PRODUCTS));

    private MachinePrecision() {}

    /** Returns {@link #on(Device, Precision, boolean, Set)} for a machine without wrong kernels. */
    static Precision on(Device device, Precision wanted, boolean inBf16) throws DeviceException {
        return on(device, wanted, inBf16, Set.of());
    }

    /**
     * Returns {@code wanted}, or the machine's best precision for AUTO.
     *
     * @param inBf16 whether the model's matrices are in BF16, see {@link Weights#areInBf16}
     * @param avoided the kernels that the machine's processor computes wrongly
     * @throws DeviceException if the machine does not support {@code wanted}
     */
    static Precision on(Device device, Precision wanted, boolean inBf16, Set<Kernel> avoided) throws DeviceException {
        boolean packs = device.is_cpu() && WeightLoader.packingWorks();
        if (wanted == Precision.AUTO) {
            boolean multiplies = multipliesBf16(inBf16, avoided);
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

    private static boolean multipliesBf16(boolean inBf16, Set<Kernel> avoided) {
        return inBf16
                && !avoided.contains(Kernel.BF16_PRODUCTS)
                && Processor.multipliesBf16()
                && BlockedMatrix.isPossible();
    }

    /**
     * Returns the precision of the encoder's matrices if the text decoder's are in 8 bits: BF16 where AUTO takes it, which
     * halves the encoder's time, else FP16. A calibration may have found BF16 too inexact, see {@link Int8Recipe#encoder}.
     */
    static Precision besideInt8(boolean inBf16, Set<Kernel> avoided) {
        return multipliesBf16(inBf16, avoided) ? Precision.BF16 : Precision.FP16;
    }

    private static String name(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the choice of AUTO: BF16 if the processor has BF16 instructions, which halves the time of a prompt; else
     * FP16 if fbgemm's kernels exist, since FP16 represents BF16 weights exactly; else FP32.
     *
     * @param cuda whether the network runs on a GPU
     * @param packs whether fbgemm exists and computes right
     * @param multiplies whether the weights are in BF16 and the processor's BF16 products exist and are right
     */
    static Precision chosen(boolean cuda, boolean packs, boolean multiplies) {
        if (cuda || multiplies) {
            return Precision.BF16;
        }
        return packs ? Precision.FP16 : Precision.FP32;
    }
}
