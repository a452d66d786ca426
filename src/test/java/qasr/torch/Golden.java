package qasr.torch;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import qasr.audio.Waveform;

/** One file of golden numbers: what an independent implementation computed on seeded weights. */
record Golden(String name, JsonObject json) {
    static Golden read(Path file) throws IOException {
        return new Golden(
                file.getFileName().toString(),
                JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    }

    String shape() {
        return json.get("shape").getAsString();
    }

    long seed() {
        return json.get("seed").getAsLong();
    }

    String audio() {
        return json.get("audio").getAsString();
    }

    /** Returns whether the sound is made, so that no recording is needed. */
    boolean made() {
        return audio().startsWith("noise-");
    }

    /** Returns the made noise, or the recording of that name in {@code speech}. */
    Waveform waveform(Path speech) throws IOException {
        if (made()) {
            return noise(Integer.parseInt(audio().substring("noise-".length())));
        }
        Path exact = speech.resolve(audio());
        Waveform waveform = wave(Files.exists(exact) ? exact : speech.resolve(audio() + ".wav"));
        JsonElement count = json.get("samples"); // an aligner's file does not have it
        if (count != null && waveform.length() != count.getAsInt()) {
            throw new IOException(audio() + " has " + waveform.length() + " samples, " + name + " is about " + count);
        }
        return waveform;
    }

    private static Waveform noise(int count) {
        float[] samples = new float[count];
        long state = 12345;
        for (int i = 0; i < count; i++) {
            state = (1103515245L * state + 12345) & 0x7fffffffL;
            samples[i] = ((state >> 17) - 8192) / 32768f;
        }
        return Waveform.of(samples);
    }

    /** Reads 16-bit mono PCM. */
    private static Waveform wave(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(12);
        while (bytes.remaining() >= 8) {
            byte[] id = new byte[4];
            bytes.get(id);
            int length = bytes.getInt();
            if (new String(id, StandardCharsets.US_ASCII).equals("data")) {
                float[] samples = new float[Math.min(length, bytes.remaining()) / 2];
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = bytes.getShort() / 32768f;
                }
                return Waveform.of(samples);
            }
            bytes.position(bytes.position() + length + (length & 1));
        }
        throw new IOException(file + ": no data chunk");
    }

    /** Returns the values {@code [row, column, value]} of the matrix called {@code key}. */
    List<double[]> values(String key) {
        return triples(json.getAsJsonObject(key).getAsJsonArray("values"));
    }

    int size(String key, String dimension) {
        return json.getAsJsonObject(key).get(dimension).getAsInt();
    }

    double encoderRms() {
        return json.getAsJsonObject("encoder").get("rms").getAsDouble();
    }

    int[] forcedTokens() {
        int[] tokens = new int[json.getAsJsonArray("forced_tokens").size()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = json.getAsJsonArray("forced_tokens").get(i).getAsInt();
        }
        return tokens;
    }

    int steps() {
        return json.getAsJsonArray("steps").size();
    }

    int argmax(int step) {
        return step(step).get("argmax").getAsInt();
    }

    double logSumExp(int step) {
        return step(step).get("logsumexp").getAsDouble();
    }

    /** Returns the logits {@code [id, logit]} that the file has of a step. */
    List<double[]> logits(int step) {
        JsonArray all = new JsonArray();
        all.addAll(step(step).getAsJsonArray("top"));
        all.addAll(step(step).getAsJsonArray("probe"));
        return triples(all);
    }

    private JsonObject step(int step) {
        return json.getAsJsonArray("steps").get(step).getAsJsonObject();
    }

    private static List<double[]> triples(JsonArray rows) {
        return rows.asList().stream()
                .map(row -> row.getAsJsonArray().asList().stream()
                        .mapToDouble(JsonElement::getAsDouble)
                        .toArray())
                .toList();
    }
}
