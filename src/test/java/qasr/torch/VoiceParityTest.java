package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.speakers.FilterbankFeatures;
import qasr.speakers.SpeakerModel;
import qasr.speakers.VoiceEmbedder;

/** CAM++ and its features against the numbers of the original code on seeded weights. */
class VoiceParityTest {
    private static final double EMBEDDING = 2e-5;
    private static final double PROBE = 2e-4;
    private static final String[] STAGES = {
        "head.layer1",
        "head.layer2",
        "head",
        "xvector.tdnn",
        "xvector.block1",
        "xvector.transit1",
        "xvector.block2",
        "xvector.transit2",
        "xvector.block3",
        "xvector.transit3",
        "xvector.out_nonlinear",
        "xvector.stats"
    };

    private static TorchVoices voices;

    @BeforeAll
    @SuppressWarnings("MustBeClosedChecker") // after all tests
    static void open() {
        voices = TorchVoices.open(SpeakerGolden.weights(SpeakerModel.CAMPPLUS, 1, 192), new NetworkOptions(2, "cpu"));
    }

    @AfterAll
    static void close() {
        voices.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"noise-48000", "gated-48000", "jfk", "test_speech", "8s_do_you_live_here"})
    void agreesWithTheOriginal(String name) throws IOException {
        SpeakerGolden golden = SpeakerGolden.of("campplus-seed1-" + name + ".json");
        JsonObject json = golden.json();
        float[] sound =
                golden.sound(json.get("start").getAsInt(), json.get("end").getAsInt());
        features(json.getAsJsonObject("fbank"), sound);
        stages(golden, sound);
        List<float[]> pieces = new ArrayList<>(List.of(sound));
        List<double[]> expected = new ArrayList<>(List.of(SpeakerGolden.numbers(json.getAsJsonArray("embedding"))));
        for (JsonElement element : json.getAsJsonArray("pieces")) {
            JsonObject piece = element.getAsJsonObject();
            float[] own =
                    golden.sound(piece.get("start").getAsInt(), piece.get("end").getAsInt());
            int samples = 400 + 160 * (piece.get("frames").getAsInt() - 1);
            pieces.add(own.length < samples ? repeated(own, 24_000) : own);
            expected.add(SpeakerGolden.numbers(piece.getAsJsonArray("embedding")));
        }
        float[][] actual = voices.embeddings(pieces);
        for (int i = 0; i < actual.length; i++) {
            assertArrayEquals(expected.get(i), doubles(actual[i]), EMBEDDING, name + ", piece " + i);
        }
        cosines(json.getAsJsonArray("cosine"), actual);
    }

    private static float[] repeated(float[] samples, int length) {
        float[] all = new float[length];
        for (int i = 0; i < length; i++) {
            all[i] = samples[i % samples.length];
        }
        return all;
    }

    private static double[] doubles(float[] numbers) {
        double[] result = new double[numbers.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = numbers[i];
        }
        return result;
    }

    private static void features(JsonObject fbank, float[] sound) {
        FilterbankFeatures features = new FilterbankFeatures();
        double[][] energies = features.energies(sound);
        float[] image = features.image(sound);
        assertEquals(fbank.get("frames").getAsInt(), energies.length);
        for (JsonElement element : fbank.getAsJsonArray("raw")) {
            double[] probe = SpeakerGolden.numbers(element.getAsJsonArray());
            assertEquals(probe[2], energies[(int) probe[0]][(int) probe[1]], 1e-6, "raw " + element);
        }
        for (JsonElement element : fbank.getAsJsonArray("normalised")) {
            double[] probe = SpeakerGolden.numbers(element.getAsJsonArray());
            double actual = image[((int) probe[1]) * energies.length + (int) probe[0]];
            assertEquals(probe[2], actual, 1e-5, "normalised " + element);
        }
    }

    private static void stages(SpeakerGolden golden, float[] sound) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> stages = voices.stages(new FilterbankFeatures().image(sound));
            for (int i = 0; i < STAGES.length; i++) {
                Tensor stage = STAGES[i].matches("head(\\..*)?") ? stages.get(i).squeeze(0) : stages.get(i);
                golden.check(STAGES[i], stage, PROBE);
            }
            golden.check("xvector.block1.tdnnd1.output", stages.get(4).narrow(0, 128, 32), PROBE);
            golden.check("xvector.block2.tdnnd1.output", stages.get(6).narrow(0, 256, 32), PROBE);
        }
    }

    private static void cosines(JsonArray expected, float[][] embeddings) {
        for (int i = 0; i < embeddings.length; i++) {
            for (int k = 0; k < embeddings.length; k++) {
                assertEquals(
                        expected.get(i).getAsJsonArray().get(k).getAsDouble(),
                        cosine(embeddings[i], embeddings[k]),
                        1e-5);
            }
        }
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            first += (double) a[i] * a[i];
            second += (double) b[i] * b[i];
        }
        return product / Math.sqrt(first * second);
    }

    @Test
    void theWideVariantAgreesToo() throws IOException {
        SpeakerGolden golden = SpeakerGolden.of("campplus-seed1-noise-48000.json");
        try (VoiceEmbedder wide =
                TorchVoices.open(SpeakerGolden.weights(SpeakerModel.CAMPPLUS, 1, 512), new NetworkOptions(1, "cpu"))) {
            assertEquals(512, wide.width());
            float[] embedding = wide.embeddings(List.of(golden.sound(0, 48_000)))[0];
            for (JsonElement element :
                    golden.json().getAsJsonObject("embedding_512").getAsJsonArray("values")) {
                double[] probe = SpeakerGolden.numbers(element.getAsJsonArray());
                assertEquals(probe[1], embedding[(int) probe[0]], EMBEDDING, "number " + element);
            }
        }
    }

    /** The remedy for processors whose convolutions are wrong: all of them as products. */
    @Test
    void convolutionsAsProductsAgreeToo() throws IOException {
        SpeakerGolden golden = SpeakerGolden.of("campplus-seed1-noise-48000.json");
        try (VoiceEmbedder products = TorchVoices.open(
                SpeakerGolden.weights(SpeakerModel.CAMPPLUS, 1, 192),
                new NetworkOptions(1, "cpu").avoiding(Set.of(Kernel.CONVOLUTIONS)))) {
            assertArrayEquals(
                    SpeakerGolden.numbers(golden.json().getAsJsonArray("embedding")),
                    doubles(products.embeddings(List.of(golden.sound(0, 48_000)))[0]),
                    EMBEDDING);
        }
    }

    @Test
    void aPieceHasTheSameBitsAmongAnyOthers() throws IOException {
        Random random = new Random(7);
        List<float[]> pieces = new ArrayList<>();
        float[] noise = SpeakerGolden.noise(64_000);
        for (int i = 0; i < 9; i++) {
            int start = random.nextInt(30_000);
            pieces.add(Arrays.copyOfRange(noise, start, start + (i % 3 == 2 ? 6000 : 24_000)));
        }
        float[][] together = voices.embeddings(pieces);
        for (int i = 0; i < pieces.size(); i++) {
            assertArrayEquals(voices.embeddings(List.of(pieces.get(i)))[0], together[i], "piece " + i);
        }
        try (VoiceEmbedder one =
                TorchVoices.open(SpeakerGolden.weights(SpeakerModel.CAMPPLUS, 1, 192), new NetworkOptions(1, "cpu"))) {
            assertArrayEquals(together, one.embeddings(pieces));
        }
    }

    @Test
    void takesTheShortestPieceAndRefusesShorterOnesAndNoNumbers() throws IOException {
        float[] noise = SpeakerGolden.noise(VoiceEmbedder.SHORTEST_SAMPLES);
        assertEquals(192, voices.embeddings(List.of(noise))[0].length);
        assertEquals(0, voices.embeddings(List.of()).length);
        assertThrows(
                IllegalArgumentException.class,
                () -> voices.embeddings(List.of(Arrays.copyOf(noise, noise.length - 1))));
        float[] broken = noise.clone();
        broken[5] = Float.NaN;
        assertThrows(IllegalArgumentException.class, () -> voices.embeddings(List.of(broken)));
    }

    @Test
    void silenceHasAnEmbedding() throws IOException {
        assertEquals(192, voices.embeddings(List.of(new float[24_000]))[0].length);
    }
}
