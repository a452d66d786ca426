package qasr.torch;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import qasr.model.ModelDirectory;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;

/**
 * Every golden file of {@code -Dparity.golden=DIR} on the recordings of {@code -Dparity.speech=DIR}; without them, those
 * of the folder "shared" beside the repository, or else the two on made noise that the repository has. Weights of the
 * shape and seed that a file names are written under target/ first.
 */
@Tag("parity")
class FullParityTest {
    /**
     * Returns whether the file is a golden file of recognition. Others, such as those of the forced aligner, are in the
     * same folder.
     */
    private static boolean describesRecognition(Path file) {
        if (!file.toString().endsWith(".json")) {
            return false;
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            JsonElement json = JsonParser.parseReader(reader);
            return json.isJsonObject()
                    && json.getAsJsonObject().keySet().containsAll(Set.of("shape", "seed", "mel", "encoder", "steps"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path directory(String property, String inShared) throws Exception {
        String given = System.getProperty(property, "");
        if (!given.isEmpty()) {
            Path directory = Path.of(given);
            Assertions.assertTrue(Files.isDirectory(directory), "-D" + property + "=" + given + " is no directory");
            return directory;
        }
        for (String shared : List.of(System.getProperty("shared", "../shared"), "../../shared")) {
            Path directory = Path.of(shared, inShared);
            if (Files.isDirectory(directory)) {
                return directory;
            }
        }
        return Path.of(FullParityTest.class.getResource("golden").toURI());
    }

    private static Map<String, List<Golden>> goldenByModel(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Golden> all = new ArrayList<>();
            for (Path file :
                    files.filter(FullParityTest::describesRecognition).sorted().toList()) {
                all.add(Golden.read(file));
            }
            return all.stream()
                    .collect(Collectors.groupingBy(
                            golden -> golden.shape() + "-" + golden.seed(), TreeMap::new, Collectors.toList()));
        }
    }

    /** Writes the weights unless an earlier run finished writing them. */
    static Path weights(String shape, long seed) throws IOException {
        Path directory = Path.of("target", "parity", shape + "-" + seed);
        Path complete = directory.resolve("complete");
        if (!Files.exists(complete)) {
            SeededModel.of(SeededShape.named(shape)).seed(seed).writeTo(directory);
            Files.writeString(complete, "");
        }
        return directory;
    }

    /** Writes the weights of an aligner unless an earlier run finished writing them. */
    static Path alignerWeights(SeededShape shape, long seed) throws IOException {
        Path directory = Path.of("target", "parity", "aligner-" + shape.hidden() + "-" + seed);
        Path complete = directory.resolve("complete");
        if (!Files.exists(complete)) {
            SeededModel.aligner(shape).seed(seed).writeTo(directory);
            Files.writeString(complete, "");
        }
        return directory;
    }

    @Test
    void everyGoldenFileIsReproduced() throws Exception {
        reproduce();
    }

    /** In a JVM of its own, see {@link InstructionSetsTest}. */
    public static void main(String[] arguments) throws Exception {
        reproduce();
    }

    @SuppressWarnings("SystemOut") // the measured errors belong into the build's output
    private static void reproduce() throws Exception {
        Path speech = directory("parity.speech", "data/speech");
        Map<String, List<Golden>> models = goldenByModel(directory("parity.golden", "data/golden"));
        Assertions.assertFalse(models.isEmpty(), "no golden files");
        for (List<Golden> files : models.values()) {
            Golden first = files.get(0);
            Path directory = weights(first.shape(), first.seed());
            long start = System.nanoTime();
            try (GoldenRun run = new GoldenRun(ModelDirectory.open(directory))) {
                System.out.printf(
                        "%s, seed %d: opened in %.1f s%n",
                        first.shape(), first.seed(), (System.nanoTime() - start) * 1e-9);
                for (Golden golden : files) {
                    start = System.nanoTime();
                    String errors = run.check(golden, golden.waveform(speech)).describe(golden.name());
                    System.out.printf("%s (%.1f s)%n", errors, (System.nanoTime() - start) * 1e-9);
                }
            }
        }
    }
}
