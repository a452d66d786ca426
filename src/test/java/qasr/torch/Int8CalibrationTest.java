package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.Waveform;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Precision;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;
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
        return Int8Calibration.run(
                ModelDirectory.open(model), new NetworkOptions(1, "cpu").keepingIn(List.of(folders)), SPEECH, listener);
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
        assertTrue(outcome.heard().isTrustedWith(outcome.heldOut()), outcome.toString());
        for (Int8Calibration.Matrix matrix : outcome.matrices()) {
            assertTrue(matrix.medianError() > 0 && matrix.medianError() <= matrix.worstError(), matrix.toString());
        }
        assertEquals(
                outcome.matrices().stream().anyMatch(Int8Calibration.Matrix::eight) ? "int8" : "fp16",
                precision(ModelDirectory.open(model)));
    }

    @Test
    void theRecipeIsTheSameForAnyNumberOfCores() throws Exception {
        List<Waveform> speech = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            speech.add(Waveform.of(Signals.speechLike(3 + i, 0.3, 20_000 + 2_000 * i)));
        }
        List<Int8Calibration.Outcome> outcomes = new ArrayList<>();
        for (int threads : new int[] {1, 3}) {
            Path folder = Files.createDirectories(temporary.resolve("for " + threads));
            outcomes.add(Int8Calibration.run(
                    ModelDirectory.open(model),
                    new NetworkOptions(threads, "cpu").keepingIn(List.of(folder)),
                    speech,
                    listener));
        }
        assertEquals(outcomes.get(0).matrices(), outcomes.get(1).matrices());
        assertEquals(
                Files.readString(outcomes.get(0).file()),
                Files.readString(outcomes.get(1).file()));
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

    private PrecisionComparison compared(Path directory, List<Waveform> speech) throws Exception {
        ModelDirectory opened = ModelDirectory.open(directory);
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Device cpu = new Device("cpu");
            Prompt prompt = new PromptBuilder(opened.tokenizer()).build("");
            try (Weights exact = Weights.load(opened, cpu, Precision.FP32, List.of());
                    Weights eight = Weights.load(opened, cpu, Precision.INT8, List.of());
                    ForcedRun reference = new ForcedRun(opened.config(), exact, cpu, prompt);
                    ForcedRun run = new ForcedRun(opened.config(), eight, cpu, prompt)) {
                return PrecisionComparison.of(reference, run, speech, 60);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void withOutliersItIsBetterThanWithout(long seed) throws Exception {
        Path outliers = SeededModel.tiny().seed(seed).writeTo(temporary.resolve("outliers"));
        PlantedOutliers.plant(outliers, seed);
        List<Waveform> other = List.of(
                Waveform.of(Signals.speechLike(10 + seed, 0.3, 40_000)),
                Waveform.of(Signals.speechLike(20 + seed, 0.3, 50_000)));
        PrecisionComparison before = compared(outliers, other);
        Int8Calibration.run(
                ModelDirectory.open(outliers),
                new NetworkOptions(1, "cpu").keepingIn(List.of(outliers)),
                SPEECH,
                listener);
        PrecisionComparison after = compared(outliers, other);
        assertTrue(after.meanLogitError() < before.meanLogitError() / 2, before + " " + after);
        assertTrue(after.worstLogitError() < before.worstLogitError(), before + " " + after);
        assertTrue(after.changed() <= before.changed(), before + " " + after);
    }

    /** Returns the precision of the encoder, and the type of the KV cache, with the text decoder in 8 bits. */
    private static String others(ModelDirectory model, Path folder, Set<Kernel> avoided) throws Exception {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Weights weights = Weights.load(model, new Device("cpu"), Precision.INT8, List.of(folder), avoided, 1)) {
            return (weights.encodesInBf16() ? "bf16" : "fp16") + ", " + weights.cacheType() + ", "
                    + weights.precision();
        }
    }

    @Test
    void encoderAndCacheAreInBf16OnlyWhereTheCalibrationHasFoundThatExact() throws Exception {
        ModelDirectory opened = ModelDirectory.open(model);
        Path folder = Files.createDirectory(temporary.resolve("recipes"));
        assertEquals("fp16, Float, int8", others(opened, folder, Set.of(Kernel.BF16_PRODUCTS)));
        boolean units = MachinePrecision.besideInt8(Weights.areInBf16(opened), Set.of()) == Precision.BF16;
        String fast = units ? "bf16, BFloat16, int8" : "fp16, Float, int8";
        assertEquals(fast, others(opened, folder, Set.of()), "not calibrated");
        Int8Calibration.Outcome outcome = calibrate(folder);
        assertTrue(units || !outcome.encoderInBf16(), outcome.toString());
        assertEquals(
                units ? 1 : 0,
                said.stream()
                        .filter(text -> text.startsWith("in FP16 instead "))
                        .count(),
                said.toString());
        String found = outcome.encoderInBf16() ? fast : "fp16, Float, int8";
        assertEquals(found, others(opened, folder, Set.of()));
        assertEquals("fp16, Float, int8", others(opened, folder, Set.of(Kernel.BF16_PRODUCTS)));
        String recipe = Files.readString(outcome.file());
        String line = "\"encoder\":\"" + (outcome.encoderInBf16() ? "bf16" : "fp16") + "\"";
        assertTrue(recipe.contains(line), recipe);
        for (String other : List.of("\"encoder\":\"fp16\"", "\"since\":\"an earlier version\"")) {
            Files.writeString(outcome.file(), recipe.replace(line, other));
            assertEquals("fp16, Float, int8", others(opened, folder, Set.of()), other);
        }
        Files.writeString(outcome.file(), recipe.replace("\"int8\"", "\"fp16\""));
        assertEquals("fp16, Float, fp16", others(opened, folder, Set.of()), "nothing is in 8 bits");
    }

    @Test
    void weightsThatAreNotInBf16HaveNoEncoderInBf16() {
        assertEquals(Precision.FP16, MachinePrecision.besideInt8(false, Set.of()));
        assertThrows(IllegalArgumentException.class, () -> new PartPrecisions(Precision.INT8, Precision.INT8));
    }

    @Test
    void whatWasCalibratedIsTheSameForAnyBatchSizeAndThreadCount() throws Exception {
        PlantedOutliers.plant(model, 7);
        Int8Calibration.Outcome outcome = calibrate(model);
        assertTrue(
                outcome.matrices().stream().anyMatch(matrix -> matrix.eight() && matrix.beside() > 0),
                said + " " + outcome);
        PrecisionTest.check(ModelDirectory.open(model), Precision.INT8);
    }

    private static Optional<String> caution(Path directory, Precision precision) throws Exception {
        try (TorchNetwork network =
                TorchNetwork.open(ModelDirectory.open(directory), new NetworkOptions(1, "cpu").with(precision))) {
            return network.caution().map(Int8Caution::text);
        }
    }

    @Test
    void uncalibratedInt8HasACaution() throws Exception {
        assertTrue(caution(model, Precision.INT8).orElseThrow().contains("never calibrated"));
        assertEquals(Optional.empty(), caution(model, Precision.FP16));
        calibrate(model);
        assertEquals(Optional.empty(), caution(model, Precision.INT8));
        Path recipe = model.resolve(Int8Recipe.NAME);
        String text = Files.readString(recipe);
        Files.writeString(recipe, text.replaceFirst("\"changed\":\\d+", "\"changed\":9"));
        assertTrue(caution(model, Precision.INT8).orElseThrow().startsWith("int8 changed 9 of "));
        Files.writeString(recipe, text.replace("\"int8\"", "\"fp16\""));
        assertTrue(caution(model, Precision.INT8).orElseThrow().contains("runs in fp16"));
    }

    @Test
    void oneTokenInAThousandMayChange() {
        assertTrue(new Int8Quality(1000, 1, 2).isTrusted());
        assertTrue(!new Int8Quality(1000, 2, 2).isTrusted());
        assertTrue(!new Int8Quality(1000, 1, 3).isTrusted());
        assertTrue(!new Int8Quality(999, 1, 0).isTrusted());
        assertTrue(new Int8Quality(999, 1, 900).mayBeChance());
        assertTrue(!new Int8Quality(1999, 2, 0).mayBeChance());
        assertEquals(
                new Int8Quality(4, 1, 2), Int8Quality.of(new double[] {1, 1, 1, 0}, new double[] {0.8, 0.7, -0.1, 0}));
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
