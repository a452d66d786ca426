package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import qasr.audio.Waveform;
import qasr.model.DeviceException;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Precision;
import qasr.model.Prompt;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;
import qasr.testing.Signals;

/** The forced aligner of the small shape against golden numbers, on made noise. */
class AlignerParityTest {
    /** Of the logits' range, the project's for golden numbers. */
    private static final double TOLERANCE = 2e-5;
    /** Root mean square as a share of the range, see {@link Bf16ParityTest}. */
    private static final double BF16_TOLERANCE = 2e-3;

    @TempDir
    static Path temporary;

    private static ModelDirectory model;

    @BeforeAll
    static void write() throws Exception {
        model = ModelDirectory.openAligner(
                SeededModel.aligner(SeededShape.SMALL_ALIGNER).seed(1).writeTo(temporary.resolve("thinker")));
    }

    static Golden golden() throws Exception {
        return Golden.read(Path.of(AlignerParityTest.class
                .getResource("golden/aligner-small-seed1-noise-150000.json")
                .toURI()));
    }

    private static int[] numbers(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .mapToInt(JsonElement::getAsInt)
                .toArray();
    }

    static Prompt prompt(Golden golden) {
        JsonObject ids = golden.json().getAsJsonObject("input_ids");
        return new Prompt(numbers(ids.get("prefix")), numbers(ids.get("suffix")));
    }

    /** Returns the greatest difference of a golden logit as a share of the range. */
    static double error(Golden golden, float[] logits) {
        JsonArray positions = golden.json().getAsJsonArray("positions");
        int classes = logits.length / positions.size();
        double worst = 0;
        for (int i = 0; i < positions.size(); i++) {
            JsonObject position = positions.get(i).getAsJsonObject();
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                min = Math.min(min, logits[i * classes + c]);
                max = Math.max(max, logits[i * classes + c]);
            }
            for (JsonElement pair : Stream.of("top", "probe")
                    .flatMap(key -> position.getAsJsonArray(key).asList().stream())
                    .toList()) {
                int at = pair.getAsJsonArray().get(0).getAsInt();
                double expected = pair.getAsJsonArray().get(1).getAsDouble();
                double difference = Math.abs(expected - logits[i * classes + at]) / (max - min);
                worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
            }
        }
        return worst;
    }

    /** Returns the error of the logits after checking the times. */
    static double check(ModelDirectory model, Golden golden, Waveform waveform, Precision precision) throws Exception {
        Prompt prompt = prompt(golden);
        try (TorchAligner aligner = TorchAligner.open(model, new NetworkOptions(2, "cpu").with(precision));
                PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            int audio = golden.json()
                    .getAsJsonObject("input_ids")
                    .get("audio_tokens")
                    .getAsInt();
            assertEquals(
                    audio + prompt.beforeAudio().length + prompt.afterAudio().length,
                    aligner.positions(waveform, prompt));
            int millis = model.config().aligner().orElseThrow().classMillis();
            int[] times = aligner.classes(waveform, prompt);
            for (int i = 0; i < times.length; i++) {
                times[i] *= millis;
            }
            assertArrayEquals(numbers(golden.json().get("raw_ms")), times, golden.name() + " in " + precision);
            return error(golden, Values.toFloats(aligner.logits(waveform, prompt)));
        }
    }

    @Test
    @SuppressWarnings("SystemOut") // the measured errors belong into the build's output
    void timesAndLogitsEqualTheGoldenNumbers() throws Exception {
        Golden golden = golden();
        Waveform waveform = golden.waveform(Path.of("."));
        for (Precision precision : WeightLoader.packingWorks()
                ? new Precision[] {Precision.FP32, Precision.FP16}
                : new Precision[] {Precision.FP32}) {
            double error = check(model, golden, waveform, precision);
            System.out.printf("%s in %s: logits %.1e of their range%n", golden.name(), precision, error);
            assertTrue(error <= TOLERANCE, golden.name() + ": logits differ by " + error + " in " + precision);
        }
    }

    /** More positions than a block, more sound than a window of the encoder, and a last chunk that is not whole. */
    @Test
    @SuppressWarnings("SystemOut")
    void longPromptsEqualTheReferenceInDouble() throws Exception {
        Waveform waveform = Waveform.of(Signals.speechLike(1, 0.3, 9 * Waveform.SAMPLE_RATE + 2_000));
        Prompt prompt = AlignerReference.prompt(model, 50, 1);
        AlignerReference.Errors exact =
                AlignerReference.errors(model, waveform, prompt, Precision.FP32, Bf16Rounding.NONE);
        System.out.printf("aligner, small, fp32: logits %.1e of their range%n", exact.greatest());
        assertTrue(exact.greatest() <= TOLERANCE, "logits differ by " + exact.greatest());
        if (BlockedMatrix.isPossible()) {
            AlignerReference.Errors bf16 =
                    AlignerReference.errors(model, waveform, prompt, Precision.BF16, Bf16Rounding.SCRIPTS);
            System.out.printf("aligner, small, bf16: logits %.1e of their range%n", bf16.mean());
            assertTrue(bf16.mean() <= BF16_TOLERANCE, "logits in bf16 differ by " + bf16.mean());
        }
    }

    /** Several windows of the encoder and several blocks of the decoder, so that threads have something to divide. */
    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FP32", "FP16", "BF16"})
    void anyNumberOfThreadsGivesTheSameBits(Precision precision) throws Exception {
        assumeTrue(precision != Precision.FP16 || WeightLoader.packingWorks());
        assumeTrue(precision != Precision.BF16 || BlockedMatrix.isPossible());
        Waveform waveform = Waveform.of(Signals.speechLike(3, 0.3, 31 * Waveform.SAMPLE_RATE + 700));
        Prompt prompt = AlignerReference.prompt(model, 70, 5);
        float[] alone = new float[0];
        for (int threads = 1; threads <= 3; threads++) {
            try (TorchAligner aligner = TorchAligner.open(model, new NetworkOptions(threads, "cpu").with(precision));
                    PointerScope scope = new PointerScope();
                    NoGradGuard guard = new NoGradGuard()) {
                assertTrue(aligner.positions(waveform, prompt) > 500);
                float[] logits = Values.toFloats(aligner.logits(waveform, prompt));
                alone = threads == 1 ? logits : alone;
                assertArrayEquals(alone, logits, 0, threads + " threads");
            }
        }
    }

    @Test
    void theNativeLayoutGivesTheSameTimes() throws Exception {
        ModelDirectory other = ModelDirectory.openAligner(SeededModel.aligner(SeededShape.SMALL_ALIGNER)
                .layout(SeededModel.Layout.NATIVE)
                .seed(1)
                .writeTo(temporary.resolve("native")));
        Golden golden = golden();
        assertTrue(check(other, golden, golden.waveform(Path.of(".")), Precision.FP32) <= TOLERANCE);
    }

    @Test
    void int8AndARecogniserAreRefused() throws Exception {
        DeviceException int8 = assertThrows(
                DeviceException.class,
                () -> TorchAligner.open(model, new NetworkOptions(1, "cpu").with(Precision.INT8)));
        assertTrue(int8.getMessage().contains("cannot compute in int8; use auto"), int8.getMessage());
        ModelDirectory recogniser = ModelDirectory.open(SeededModel.tiny().writeTo(temporary.resolve("recogniser")));
        assertThrows(ModelException.class, () -> TorchAligner.open(recogniser, new NetworkOptions(1, "cpu")));
    }

    @Test
    void silenceIsAlignedAndWhatCannotBeIsRefused() throws Exception {
        ModelDirectory tiny = ModelDirectory.openAligner(
                SeededModel.aligner(SeededShape.TINY_ALIGNER).writeTo(temporary.resolve("tiny")));
        try (TorchAligner aligner = TorchAligner.open(tiny, new NetworkOptions(1, "cpu"))) {
            Prompt prompt = AlignerReference.prompt(tiny, 7, 2);
            assertEquals(14, aligner.classes(Waveform.of(new float[16_000]), prompt).length);
            assertEquals(14, aligner.classes(Waveform.of(new float[400]), prompt).length);
            Prompt none = new Prompt(prompt.beforeAudio(), new int[] {prompt.afterAudio()[0]});
            assertEquals(0, aligner.classes(Waveform.of(new float[16_000]), none).length);
            assertThrows(IllegalArgumentException.class, () -> aligner.classes(Waveform.of(new float[399]), prompt));
            Prompt many = AlignerReference.prompt(tiny, 30_000, 3);
            assertThrows(IllegalArgumentException.class, () -> aligner.classes(Waveform.of(new float[16_000]), many));
            float[] broken = new float[16_000];
            broken[7] = Float.NaN;
            assertThrows(IllegalArgumentException.class, () -> aligner.classes(Waveform.of(broken), prompt));
        }
    }
}
