package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.model.DecodeRequest;
import qasr.model.Decoding;
import qasr.model.ModelDirectory;
import qasr.model.Precision;
import qasr.model.TokenListener;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;

/** The small shape against golden numbers, on made noise: nothing outside the repository is needed. */
class SmallParityTest {
    private static final List<String> NAMES = List.of("small-seed1-noise-12000.json", "small-seed1-noise-150000.json");

    @TempDir
    static Path temporary;

    private static ModelDirectory model;

    @BeforeAll
    static void write() throws Exception {
        model = ModelDirectory.open(SeededModel.of(SeededShape.SMALL).seed(1).writeTo(temporary));
    }

    private static List<Golden> goldens() throws Exception {
        List<Golden> goldens = new ArrayList<>();
        for (String name : NAMES) {
            goldens.add(Golden.read(
                    Path.of(SmallParityTest.class.getResource("golden/" + name).toURI())));
        }
        return goldens;
    }

    @Test
    @SuppressWarnings("SystemOut") // the measured errors belong into the build's output
    void melEncoderAndLogitsEqualTheGoldenNumbers() throws Exception {
        try (GoldenRun run = new GoldenRun(model)) {
            for (Golden golden : goldens()) {
                System.out.println(
                        run.check(golden, golden.waveform(Path.of("."))).describe(golden.name()));
            }
        }
    }

    /** The two have caches of different lengths: one row must not read, or write, the other's. */
    @Test
    void decodedSideBySideEachHasItsOwnGoldenNumbers() throws Exception {
        try (GoldenRun run = new GoldenRun(model)) {
            run.checkSideBySide(goldens());
        }
    }

    /**
     * The golden files' tokens and log-probabilities through all that lies between a recording's chunks and their words:
     * the shared prefix, the order of prompt and sound, workers and batches. Each request begins with some of the tokens
     * that the golden file was forced to say, and must go on with the one that was likeliest then.
     */
    @Test
    void theNetworkSaysTheGoldenTokensOfAllChunksAtOnce() throws Exception {
        List<Golden> goldens = goldens();
        try (TorchNetwork network = TorchNetwork.open(
                model,
                new NetworkOptions(2, "cpu").with(WeightLoader.packingWorks() ? Precision.FP16 : Precision.FP32))) {
            List<List<CompletableFuture<Decoding>>> decodings = new ArrayList<>();
            for (Golden golden : goldens) {
                List<CompletableFuture<Decoding>> steps = new ArrayList<>();
                List<Integer> forced =
                        Arrays.stream(golden.forcedTokens()).boxed().toList();
                for (int step = 0; step < golden.steps(); step++) {
                    DecodeRequest request =
                            new DecodeRequest(golden.waveform(Path.of(".")), step + 1, GoldenRun.PROMPT);
                    steps.add(network.submit(
                            step == 0 ? request : request.beginningWith(List.of(forced.subList(0, step))),
                            TokenListener.none()));
                }
                decodings.add(steps);
            }
            for (int i = 0; i < goldens.size(); i++) {
                check(goldens.get(i), decodings.get(i));
            }
        }
    }

    private static void check(Golden golden, List<CompletableFuture<Decoding>> decodings) {
        for (int step = 0; step < decodings.size(); step++) {
            Decoding decoding = decodings.get(step).join();
            int[] expected = Arrays.copyOf(golden.forcedTokens(), step + 1);
            expected[step] = golden.argmax(step);
            assertArrayEquals(expected, decoding.tokens(), golden.name() + " step " + step);
            double logit = golden.logits(step).get(0)[1];
            assertEquals(
                    logit - golden.logSumExp(step),
                    decoding.logProbabilities()[step],
                    1e-4,
                    golden.name() + " log-probability of step " + step);
        }
    }
}
