package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import qasr.speakers.SpeakerModel;
import qasr.speakers.SpeakerWeights;
import qasr.speakers.WeightTensor;
import qasr.testing.SeededSpeakers;
import qasr.testing.Shared;

/** The results of the original speaker networks on seeded weights, and the sound and weights that they are for. */
record SpeakerGolden(JsonObject json) {
    /** Reads a file of the tests' own, or of the shared folder; skips the test without either. */
    static SpeakerGolden of(String name) throws IOException {
        try (InputStream own = SpeakerGolden.class.getResourceAsStream("/qasr/speakers/golden/" + name)) {
            String text = own != null
                    ? new String(own.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Shared.file("data/golden/speakers/" + name));
            return new SpeakerGolden(JsonParser.parseString(text).getAsJsonObject());
        }
    }

    /** Returns the weights that the files were computed with, or those of another seed. */
    static SpeakerWeights weights(SpeakerModel model, long seed, int width) {
        Map<String, SeededSpeakers.Tensor> seeded = model == SpeakerModel.CAMPPLUS
                ? SeededSpeakers.campplus(seed, width)
                : SeededSpeakers.segmentation(seed);
        Map<String, WeightTensor> tensors = new HashMap<>();
        seeded.forEach((name, tensor) -> {
            if (!tensor.isCounter()) {
                tensors.put(
                        name,
                        new WeightTensor(Arrays.stream(tensor.shape()).boxed().toList(), tensor.values()));
            }
        });
        return new SpeakerWeights(model, Path.of("seed-" + seed), "0".repeat(64), tensors);
    }

    /** Returns samples {@code start} to {@code end} of the file's sound. */
    float[] sound(int start, int end) throws IOException {
        String audio = json.get("audio").getAsString();
        if (audio.endsWith(".wav")) {
            return Arrays.copyOfRange(Shared.wav(Shared.file("data/speech/" + audio)), start, end);
        }
        float[] samples = noise(end);
        if (audio.startsWith("gated")) {
            float[] gates = {1, 1f / 256, 0, 1f / 16};
            for (int k = 0; k < end; k++) {
                samples[k] *= gates[k / 4000 % 4];
            }
        }
        return Arrays.copyOfRange(samples, start, end);
    }

    /** Returns the noise of the golden files: 15 bits of a linear congruential generator. */
    static float[] noise(int count) {
        float[] samples = new float[count];
        long state = 12345;
        for (int i = 0; i < count; i++) {
            state = (1103515245L * state + 12345) & 0x7fffffffL;
            samples[i] = ((state >> 17) - 8192) / 32768f;
        }
        return samples;
    }

    /** Checks probes [indices.., value] of {@code name} against a tensor of the original's shape. */
    void check(String name, Tensor actual, double tolerance) {
        JsonObject probe = json.getAsJsonObject("probes").getAsJsonObject(name);
        JsonArray shape = probe.getAsJsonArray("shape");
        assertEquals(shape.toString(), Arrays.toString(Values.shape(actual)).replace(" ", ""), name);
        for (JsonElement value : probe.getAsJsonArray("values")) {
            JsonArray parts = value.getAsJsonArray();
            Tensor at = actual;
            for (int i = 0; i < shape.size(); i++) {
                at = at.select(0, parts.get(i).getAsLong());
            }
            assertEquals(parts.get(shape.size()).getAsDouble(), at.item_float(), tolerance, name + " " + value);
        }
    }

    static double[] numbers(JsonArray array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).getAsDouble();
        }
        return numbers;
    }
}
