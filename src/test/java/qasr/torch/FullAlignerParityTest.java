package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import qasr.audio.Waveform;
import qasr.model.ModelDirectory;
import qasr.model.Precision;
import qasr.model.Prompt;
import qasr.testing.SeededShape;
import qasr.testing.Signals;

/**
 * The forced aligner at parity: the golden files of aligners in the folders that {@link FullParityTest} names, and the full
 * shape against double arithmetic, for which there is no golden file.
 */
@Tag("parity")
@SuppressWarnings("SystemOut") // the measured errors belong into the build's output
class FullAlignerParityTest {
    private static final double TOLERANCE = 2e-5;
    private static final double BF16_TOLERANCE = 2e-3;

    private static final Precision EXACT = WeightLoader.packingWorks() ? Precision.FP16 : Precision.FP32;

    @Test
    void everyGoldenFileIsReproduced() throws Exception {
        Path speech = FullParityTest.directory("parity.speech", "data/speech");
        List<Path> files;
        try (Stream<Path> all = Files.list(FullParityTest.directory("parity.golden", "data/golden"))) {
            files = all.filter(file -> file.getFileName().toString().matches("aligner-.*\\.json"))
                    .sorted()
                    .toList();
        }
        assertFalse(files.isEmpty(), "no golden files");
        for (Path file : files) {
            Golden golden = Golden.read(file);
            SeededShape shape = golden.shape().equals("full") ? SeededShape.FULL_ALIGNER : SeededShape.SMALL_ALIGNER;
            ModelDirectory model = ModelDirectory.openAligner(FullParityTest.alignerWeights(shape, golden.seed()));
            double error = AlignerParityTest.check(model, golden, golden.waveform(speech), EXACT);
            System.out.printf("%s: logits %.1e of their range%n", golden.name(), error);
            assertTrue(error <= TOLERANCE, golden.name() + ": logits differ by " + error);
        }
    }

    @Test
    void theFullShapeEqualsTheReferenceInDouble() throws Exception {
        ModelDirectory model = ModelDirectory.openAligner(FullParityTest.alignerWeights(SeededShape.FULL_ALIGNER, 1));
        assertEquals(917_728_896, model.weights());
        Waveform waveform = Waveform.of(Signals.speechLike(1, 0.3, 20_000));
        Prompt prompt = AlignerReference.prompt(model, 5, 1);
        AlignerReference.Errors exact = AlignerReference.errors(model, waveform, prompt, EXACT, Bf16Rounding.NONE);
        System.out.printf("aligner, full, %s: logits %.1e of their range%n", EXACT, exact.greatest());
        assertTrue(exact.greatest() <= TOLERANCE, "logits differ by " + exact.greatest());
    }

    @Test
    void theFullShapeInBf16EqualsTheReferenceThatRounds() throws Exception {
        assumeTrue(BlockedMatrix.isPossible());
        ModelDirectory model = ModelDirectory.openAligner(FullParityTest.alignerWeights(SeededShape.FULL_ALIGNER, 1));
        Waveform waveform = Waveform.of(Signals.speechLike(1, 0.3, 20_000));
        Prompt prompt = AlignerReference.prompt(model, 5, 1);
        AlignerReference.Errors bf16 =
                AlignerReference.errors(model, waveform, prompt, Precision.BF16, Bf16Rounding.SCRIPTS);
        System.out.printf("aligner, full, bf16: logits %.1e of their range%n", bf16.mean());
        assertTrue(bf16.mean() <= BF16_TOLERANCE, "logits in bf16 differ by " + bf16.mean());
    }
}
