package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.model.Precision;

/**
 * BF16 with oneDNN's kernels for AVX-512 that has no units for it, in a JVM of its own: the same bits among any rows and with
 * any of a few threads, as on processors with units, and not what auto chooses.
 */
final class WithoutBf16UnitsTest {
    private static final Map<String, String> NO_UNITS = Map.of("ONEDNN_MAX_CPU_ISA", "AVX512_CORE");
    /** The property without which bits are compared, too: PrecisionTest does that with units. */
    private static final String CHOICE_ONLY = "qasr.choice";

    private static final int MOST_ROWS = 16;
    private static final int MOST_THREADS = 3;
    private static final String SAME = "the same bits";

    /** Matrices [out, in] of a decoder layer and of an encoder layer, and a kernel of the encoder as a matrix. */
    private static final long[][] SHAPES = {{4096, 1024}, {1024, 2048}, {1024, 3072}, {3584, 896}, {480, 4320}};

    @TempDir
    Path temporary;

    static boolean processorHas(String flag) throws Exception {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return false;
        }
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("flags"))
                .anyMatch(line -> Set.of(line.split("\\s+")).contains(flag));
    }

    @Test
    void rowsAndThreadsChangeNoBitAndAutoTakesFp16() throws Exception {
        assumeTrue(processorHas("avx512bw"), "no AVX-512");
        assertEquals(
                List.of(Precision.FP16.name(), SAME), OwnProcess.run(WithoutBf16UnitsTest.class, temporary, NO_UNITS));
    }

    @Test
    void withUnitsAutoTakesBf16() throws Exception {
        assumeTrue(processorHas("avx512_bf16") || processorHas("amx_bf16"), "no BF16 units");
        assertEquals(
                List.of(Precision.BF16.name()),
                OwnProcess.run(WithoutBf16UnitsTest.class, temporary, Map.of(), "-D" + CHOICE_ONLY + "=true"));
    }

    /** Prints what auto takes for matrices in BF16, and whether bits stay the same. */
    @SuppressWarnings("SystemOut") // what the test reads
    public static void main(String[] arguments) throws Exception {
        Libtorch.start();
        Libtorch.setThreads(1);
        System.out.println(MachinePrecision.on(new Device("cpu"), Precision.AUTO, true));
        if (Boolean.getBoolean(CHOICE_ONLY)) {
            return;
        }
        List<String> different = new ArrayList<>();
        try (NoGradGuard guard = new NoGradGuard();
                Scripts scripts = Scripts.load("layers")) {
            for (long[] shape : SHAPES) {
                compare(scripts, shape, different);
            }
        }
        System.out.println(different.isEmpty() ? SAME : "other bits: " + different);
    }

    private static void compare(Scripts scripts, long[] shape, List<String> different) {
        try (PointerScope scope = new PointerScope()) {
            torch.manual_seed(1);
            Tensor matrix =
                    BlockedMatrix.of(scripts, torch.randn(shape[0], shape[1]).to(ScalarType.BFloat16));
            Tensor bias = torch.randn(shape[0]);
            Tensor x = torch.randn(MOST_ROWS, shape[1]);
            Tensor all = product(scripts, x, matrix, bias, 1);
            for (int threads = 1; threads <= MOST_THREADS; threads++) {
                for (int rows = 1; rows <= MOST_ROWS; rows++) {
                    Tensor some = product(scripts, x.narrow(0, 0, rows), matrix, bias, threads);
                    if (!some.equal(all.narrow(0, 0, rows))) {
                        different.add(rows + " rows of " + shape[1] + " with " + threads + " threads");
                    }
                }
            }
        }
    }

    private static Tensor product(Scripts scripts, Tensor x, Tensor matrix, Tensor bias, int threads) {
        return Libtorch.withThreads(
                threads, () -> scripts.tensor("dense_blocked", Values.of(x), Values.of(matrix), Values.of(bias)));
    }
}
