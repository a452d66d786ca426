package qasr.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.pytorch.NoGradGuard;
import qasr.model.ModelDirectory;
import qasr.model.Precision;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;

/**
 * A JVM whose libraries take this processor for one with AVX2 and no more. Their kernels for it take other numbers of rows
 * at once and lay numbers out otherwise, and most users' processors are of that kind.
 */
final class OlderProcessor {
    /** fbgemm, ATen, oneDNN and OpenBLAS, each in its own words. */
    private static final Map<String, String> SETTINGS = Map.of(
            "FBGEMM_ENABLE_INSTRUCTIONS", "AVX2",
            "ATEN_CPU_CAPABILITY", "avx2",
            "ONEDNN_MAX_CPU_ISA", "AVX2",
            "OPENBLAS_CORETYPE", "HASWELL");

    private OlderProcessor() {}

    /** Checks there what PrecisionTest checks, in {@code folder}; returns what it says. */
    static List<String> run(Path folder) throws Exception {
        return OwnProcess.run(OlderProcessor.class, folder, SETTINGS);
    }

    @SuppressWarnings("SystemOut") // what the test reads
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(System.getProperty("qasr.folder"));
        ModelDirectory model =
                ModelDirectory.open(SeededModel.of(SeededShape.SMALL).writeTo(folder.resolve("older")));
        System.out.println("blocks of " + PackedMatrix.blockOutputs());
        List<CompletableFuture<Precision>> checks = new ArrayList<>();
        for (Precision precision : List.of(Precision.FP32, Precision.FP16, Precision.INT8)) {
            try (NoGradGuard guard = new NoGradGuard()) {
                PrecisionTest.checkRows(precision);
            }
            checks.add(CompletableFuture.supplyAsync(() -> {
                try {
                    PrecisionTest.check(model, precision);
                    return precision;
                } catch (Exception e) {
                    throw new AssertionError(precision.toString(), e);
                }
            }));
        }
        checks.forEach(check -> System.out.println(check.join()));
    }
}
