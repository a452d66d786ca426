package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        Path said = folder.resolve("said.txt");
        Path problems = folder.resolve("problems.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dqasr.folder=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OlderProcessor.class.getName())
                .redirectOutput(said.toFile())
                .redirectError(problems.toFile());
        builder.environment().putAll(SETTINGS);
        int status = builder.start().waitFor();
        assertEquals(0, status, () -> text(problems));
        return Files.readAllLines(said);
    }

    private static String text(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return String.join("\n", lines.limit(20).toList());
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    @SuppressWarnings("SystemOut") // what the test reads
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(System.getProperty("qasr.folder"));
        ModelDirectory model =
                ModelDirectory.open(SeededModel.of(SeededShape.SMALL).writeTo(folder.resolve("older")));
        System.out.println("blocks of " + PackedMatrix.blockOutputs());
        for (Precision precision : List.of(Precision.FP32, Precision.FP16, Precision.INT8)) {
            try (NoGradGuard guard = new NoGradGuard()) {
                PrecisionTest.checkRows(precision);
            }
            PrecisionTest.check(model, precision);
            System.out.println(precision);
        }
    }
}
