package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import qasr.audio.Waveform;
import qasr.model.ModelDirectory;
import qasr.model.Precision;
import qasr.model.Prompt;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;

/** The forced aligner of the small shape against golden numbers, on made noise. */
class AlignerParityTest {
    /** Of the logits' range, the project's for golden numbers. */
    private static final double TOLERANCE = 2e-5;

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
}
