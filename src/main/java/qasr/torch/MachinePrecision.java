package qasr.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.pytorch.Device;
import qasr.model.DeviceException;
import qasr.model.Precision;

/** Which precision suits which machine. */
final class MachinePrecision {
    /** What multiplies BF16 as fast as it reads it. */
    private static final Set<String> BF16_FLAGS = Set.of("avx512_bf16", "amx_bf16");

    private MachinePrecision() {}

    /**
     * Returns {@code wanted}, or for AUTO what suits the machine.
     *
     * @throws DeviceException if the machine cannot compute with what is wanted
     */
    static Precision on(Device device, Precision wanted) throws DeviceException {
        boolean packs = device.is_cpu() && WeightLoader.packingWorks();
        if (wanted == Precision.AUTO) {
            return chosen(device.is_cuda(), packs, processorFlags());
        }
        if ((wanted == Precision.FP16 || wanted == Precision.INT8) && !packs) {
            throw new DeviceException("--dtype " + wanted.name().toLowerCase(Locale.ROOT)
                    + " needs an x86-64 processor with AVX2; use --dtype fp32 or bf16");
        }
        return wanted;
    }

    /**
     * Returns what auto chooses.
     *
     * @param cuda whether the network runs on a GPU
     * @param packs whether fbgemm is there
     * @param flags what the processor can do, in Linux's words
     */
    static Precision chosen(boolean cuda, boolean packs, Set<String> flags) {
        if (cuda || flags.stream().anyMatch(BF16_FLAGS::contains)) {
            return Precision.BF16;
        }
        return packs ? Precision.FP16 : Precision.FP32;
    }

    private static Set<String> processorFlags() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
                if (line.startsWith("flags")) {
                    return Set.copyOf(List.of(
                            line.substring(line.indexOf(':') + 1).strip().split("\\s+")));
                }
            }
        } catch (IOException e) {
            // Not Linux: nothing is known, and nothing is assumed.
        }
        return Set.of();
    }
}
