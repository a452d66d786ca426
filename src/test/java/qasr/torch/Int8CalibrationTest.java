package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Precision;
import qasr.testing.SeededModel;
import qasr.testing.Signals;

class Int8CalibrationTest {
    private static final List<Waveform> SPEECH =
            List.of(Waveform.of(Signals.speechLike(1, 0.3, 30_000)), Waveform.of(Signals.speechLike(2, 0.3, 40_000)));

    @TempDir
    private Path temporary;

    private Path model;

    @BeforeEach
    void writeModel() throws Exception {
        Libtorch.start();
        assumeTrue(WeightLoader.packingWorks());
        model = SeededModel.tiny().writeTo(temporary.resolve("tiny"));
    }

    private final List<String> said = new ArrayList<>();
    private int measured;

    private final Int8Calibration.Listener listener = new Int8Calibration.Listener() {
        @Override
        public void says(String text) {
            said.add(text);
        }

        @Override
        public void measured(int matrices, int all) {
            measured = matrices;
            assertEquals(8, all);
        }
    };

    private Int8Calibration.Outcome calibrate(Path... folders) throws Exception {
        return Int8Calibration.run(ModelDirectory.open(model), 1, SPEECH, List.of(folders), listener);
    }

    private static String precision(ModelDirectory model) throws Exception {
        try (TorchNetwork network = TorchNetwork.open(model, new NetworkOptions(1, "cpu").with(Precision.INT8))) {
            return network.precision();
        }
    }

    @Test
    void everyMatrixIsMeasuredAndTheRecipeIsUsed() throws Exception {
        Int8Calibration.Outcome outcome = calibrate(model);
        assertEquals(8, measured);
        assertEquals("model.layers.1.down_proj", outcome.matrices().get(7).name());
        assertEquals(model.resolve(Int8Recipe.NAME), outcome.file());
        assertTrue(outcome.heard().tokens() > 50 && outcome.heldOut().tokens() > 50, outcome.toString());
        assertTrue(outcome.heard().isTrusted() && outcome.heldOut().isTrusted(), outcome.toString());
        for (Int8Calibration.Matrix matrix : outcome.matrices()) {
            assertTrue(matrix.medianError() > 0 && matrix.medianError() <= matrix.worstError(), matrix.toString());
        }
        assertEquals(
                outcome.matrices().stream().anyMatch(Int8Calibration.Matrix::eight) ? "int8" : "fp16",
                precision(ModelDirectory.open(model)));
    }

    @Test
    void outliersAreSmoothedAway() throws Exception {
        PlantedOutliers.plant(model, 5);
        for (Int8Calibration.Matrix matrix : calibrate(model).matrices()) {
            assertTrue(matrix.medianError() <= matrix.plainError() * 1.2, matrix.toString());
            if (matrix.name().endsWith("gate_up_proj")) {
                assertTrue(matrix.medianError() < matrix.plainError() / 2, matrix.toString());
            }
        }
    }

    @Test
    void aRecipeForOtherWeightsIsRefused() throws Exception {
        calibrate(model);
        SeededModel.tiny().seed(2).writeTo(model);
        ModelDirectory changed = ModelDirectory.open(model);
        ModelException e = assertThrows(ModelException.class, () -> precision(changed));
        assertTrue(e.getMessage().endsWith("make it again with 'qasr models quantize'"), e.getMessage());
    }

    @Test
    void whereTheModelCannotBeWrittenToTheCacheTakesTheRecipe() throws Exception {
        Path blocked = temporary.resolve("a-file");
        Files.writeString(blocked, "");
        Path cache = temporary.resolve("cache");
        assertEquals(cache.resolve(Int8Recipe.NAME), calibrate(blocked, cache).file());
        assertThrows(ModelException.class, () -> calibrate(blocked));
    }
}
