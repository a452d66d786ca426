package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.model.ModelDirectory;
import qasr.model.Precision;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;
import qasr.testing.Signals;

/** Tests that nothing computes with the kernels that are wrong on a machine. */
final class AvoidedKernelsTest {
    /** The tiny shape with so many channels that the library's convolutions are used. */
    private static final SeededShape SHAPE = new SeededShape(80, 16, 16, 2, 2, 32, 32, 2, 4, 2, 8, 48, 320);

    @TempDir
    Path temporary;

    private ModelDirectory model() throws Exception {
        return ModelDirectory.open(SeededModel.of(SHAPE).seed(3).writeTo(temporary.resolve("model")));
    }

    private static ScalarType ofVocabulary(ModelDirectory model, Set<Kernel> avoided) throws Exception {
        try (PointerScope scope = new PointerScope();
                Weights weights = Weights.load(model, new Device("cpu"), Precision.BF16, List.of(), avoided, 1)) {
            assertEquals("bf16", weights.precision());
            return weights.output().scalar_type().intern();
        }
    }

    @Test
    void withoutFp16ProductsTheVocabularyIsWidened() throws Exception {
        Libtorch.start();
        assumeTrue(BlockedMatrix.isPossible() && WeightLoader.packingWorks());
        ModelDirectory model = model();
        assertEquals(ScalarType.Byte, ofVocabulary(model, Set.of()), "packed as FP16");
        assertEquals(ScalarType.Float, ofVocabulary(model, Set.of(Kernel.FP16_PRODUCTS, Kernel.INT8_PRODUCTS)));
    }

    private float[] encoded(ModelDirectory model, Waveform sound, boolean library) throws Exception {
        Device cpu = new Device("cpu");
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Weights weights = Weights.load(model, cpu, Precision.FP16, List.of());
                AudioEncoder encoder = new AudioEncoder(model.config(), weights, cpu, library)) {
            return Values.toFloats(encoder.encode(encoder.logMel(sound)));
        }
    }

    private List<Int8Calibration.Matrix> calibrated(
            ModelDirectory model, String name, List<Waveform> speech, Set<Kernel> avoided) throws Exception {
        NetworkOptions options = new NetworkOptions(1, "cpu")
                .keepingIn(List.of(Files.createDirectory(temporary.resolve(name))))
                .avoiding(avoided);
        return Int8Calibration.run(model, options, speech, new Int8Calibration.Listener() {
                    @Override
                    public void says(String text) {}

                    @Override
                    public void measured(int matrices, int all) {}
                })
                .matrices();
    }

    /** Both ways round differently, which the measured errors show. */
    @Test
    void aCalibrationHearsWithTheConvolutionsOfTheNetwork() throws Exception {
        Libtorch.start();
        assumeTrue(WeightLoader.packingWorks());
        ModelDirectory model = model();
        List<Waveform> speech = List.of(
                Waveform.of(Signals.speechLike(1, 0.3, 40_000)), Waveform.of(Signals.speechLike(2, 0.3, 50_000)));
        assumeFalse(Arrays.equals(encoded(model, speech.get(0), true), encoded(model, speech.get(0), false)));
        Set<Kernel> none = Set.of(Kernel.BF16_PRODUCTS); // whose convolutions are products in any case
        List<Int8Calibration.Matrix> before = calibrated(model, "before", speech, none);
        assertNotEquals(before, calibrated(model, "after", speech, Set.of(Kernel.BF16_PRODUCTS, Kernel.CONVOLUTIONS)));
    }
}
