package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.model.Decoding;
import qasr.model.ModelDirectory;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;
import qasr.model.TokenListener;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;

/**
 * Tests that the results do not depend on the instruction set that the libraries use: every operator, the golden
 * numbers of the speech detector and of the small shape, and the text of recordings. Each setting has its own JVM.
 */
final class InstructionSetsTest {
    /** One library at a time, from nothing set to the least there is; and the kernels that some machines prescribe. */
    static final List<Map<String, String>> SETTINGS = List.of(
            Map.of(),
            Map.of("ONEDNN_MAX_CPU_ISA", "SSE41"),
            Map.of("ONEDNN_MAX_CPU_ISA", "AVX2"),
            Map.of("ONEDNN_MAX_CPU_ISA", "AVX512_CORE"),
            Map.of("ATEN_CPU_CAPABILITY", "default"),
            Map.of("ATEN_CPU_CAPABILITY", "avx2"),
            Map.of("ATEN_CPU_CAPABILITY", "avx512"),
            Map.of("FBGEMM_ENABLE_INSTRUCTIONS", "AVX2"),
            Map.of("OPENBLAS_CORETYPE", "Haswell"),
            InstructionSet.SSE41.settings());

    private static final int RECORDINGS = 3;
    private static final int MOST_TOKENS = 60;

    @TempDir
    Path temporary;

    @Test
    void everySettingGivesTheGoldenNumbersAndTheSameText() throws Exception {
        SeededModel.of(SeededShape.SMALL).seed(1).writeTo(temporary.resolve("small"));
        ExecutorService two = Executors.newFixedThreadPool(2);
        List<Map<String, String>> possible = possible();
        List<Future<List<String>>> processes = possible.stream()
                .map(settings -> two.submit(() -> OwnProcess.run(InstructionSetsTest.class, temporary, settings)))
                .toList();
        two.shutdown();
        List<String> first = List.of();
        for (int i = 0; i < possible.size(); i++) {
            Map<String, String> settings = possible.get(i);
            List<String> said = processes.get(i).get();
            assertEquals(Kernel.values().length + 2 + RECORDINGS, said.size(), settings + ": " + said);
            first = first.isEmpty() ? said : first;
            assertEquals(first, said, settings.toString());
        }
    }

    /** Returns the settings without those that end the process here: ATen takes AVX-512 as prescribed, without a look. */
    private static List<Map<String, String>> possible() throws Exception {
        boolean wide = WithoutBf16UnitsTest.processorHas("avx512bw");
        return SETTINGS.stream()
                .filter(settings -> wide || !settings.containsValue("avx512"))
                .toList();
    }

    /** The full shape and every golden file, see {@link FullParityTest}. */
    @Test
    @Tag("parity")
    @SuppressWarnings("SystemOut") // the measured errors belong into the build's output
    void everySettingReproducesTheGoldenFilesOfTheFullShape() throws Exception {
        for (Map<String, String> settings : possible()) {
            List<String> said = OwnProcess.run(
                    FullParityTest.class,
                    temporary,
                    settings,
                    "-Xmx6g",
                    "-Dparity.golden=" + System.getProperty("parity.golden", ""),
                    "-Dparity.speech=" + System.getProperty("parity.speech", ""));
            said.forEach(line -> System.out.println(settings + " " + line));
            assertTrue(said.stream().anyMatch(line -> line.startsWith("full-seed1")), said.toString());
        }
    }

    /** Prints what must be the same everywhere. */
    @SuppressWarnings("SystemOut") // what the test reads
    public static void main(String[] arguments) throws Exception {
        for (KernelResult result : KernelTrial.run()) {
            System.out.println(result.kernel() + (result.passes() ? " passes" : " fails: " + result.error()));
        }
        System.out.println("detector off by less than 1e-5: " + (detectorError() < 1e-5));
        Path folder = Path.of(System.getProperty("qasr.folder"));
        try (GoldenRun run = new GoldenRun(ModelDirectory.open(folder.resolve("small")))) {
            for (String name : List.of("small-seed1-noise-12000.json", "small-seed1-noise-150000.json")) {
                Golden golden = Golden.read(Path.of(
                        InstructionSetsTest.class.getResource("golden/" + name).toURI()));
                run.check(golden, golden.waveform(Path.of(".")));
            }
        }
        System.out.println("golden numbers equal");
        transcribe();
    }

    private static double detectorError() throws Exception {
        try (SileroDetector detector = SileroDetector.open()) {
            float[] actual = detector.probabilities(SileroDetectorTest.wholeFrames(SileroDetectorTest.madeSignal()));
            float[] expected = new Gson()
                    .fromJson(
                            Files.readString(Path.of("src/test/resources/qasr/torch/silero-made-signal.json")),
                            float[].class);
            double worst = 0;
            for (int i = 0; i < expected.length; i++) {
                worst = TrialNumbers.worse(worst, Math.abs(expected[i] - actual[i]));
            }
            return worst;
        }
    }

    @SuppressWarnings("SystemOut") // what the test reads
    private static void transcribe() throws Exception {
        ModelDirectory model = ModelDirectory.open(ExampleSpeech.MODEL);
        List<Waveform> waveforms = new ArrayList<>(ExampleSpeech.of(1, 1).subList(0, RECORDINGS).stream()
                .map(ExampleSpeech.Said::waveform)
                .toList());
        int[] budgets = new int[RECORDINGS];
        Arrays.fill(budgets, MOST_TOKENS);
        try (TorchNetwork network = TorchNetwork.open(model, new NetworkOptions(1, "cpu"))) {
            Prompt prompt = new PromptBuilder(model.tokenizer()).build("");
            for (Decoding decoding : network.decode(prompt, waveforms, budgets, TokenListener.none())) {
                System.out.println(model.tokenizer().decode(decoding.tokens()));
            }
        }
    }
}
