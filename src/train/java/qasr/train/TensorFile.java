package qasr.train;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Writes and reads tensors as BF16 in the safetensors format. */
final class TensorFile {
    private static final String METADATA = "__metadata__";

    private TensorFile() {}

    static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        JsonObject header = new JsonObject();
        JsonObject notes = new JsonObject();
        notes.addProperty("format", "pt");
        metadata.forEach(notes::addProperty);
        header.add(METADATA, notes);
        long end = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            JsonArray shape = new JsonArray();
            for (int i = 0; i < entry.getValue().dim(); i++) {
                shape.add(entry.getValue().size(i));
            }
            JsonArray offsets = new JsonArray();
            offsets.add(end);
            end += 2 * entry.getValue().numel();
            offsets.add(end);
            JsonObject description = new JsonObject();
            description.addProperty("dtype", "BF16");
            description.add("shape", shape);
            description.add("data_offsets", offsets);
            header.add(entry.getKey(), description);
        }
        String json = header.toString();
        byte[] text = (json + " ".repeat((8 - json.getBytes(StandardCharsets.UTF_8).length % 8) % 8))
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate((int) (8 + text.length + end)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        for (Tensor tensor : tensors.values()) {
            for (float value : Graph.floats(tensor)) {
                bytes.putShort(rounded(value));
            }
        }
        Files.write(file, bytes.array());
    }

    /** The upper half of the float, rounded to nearest, ties to even. */
    private static short rounded(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }

    /** Reads all tensors as floats. */
    static Map<String, float[]> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int start = 8 + (int) bytes.getLong();
        Map<String, float[]> tensors = new LinkedHashMap<>();
        header(bytes, start).entrySet().stream()
                .filter(e -> !e.getKey().equals(METADATA))
                .forEach(entry -> {
                    JsonArray offsets = entry.getValue().getAsJsonObject().getAsJsonArray("data_offsets");
                    float[] values = new float
                            [(offsets.get(1).getAsInt() - offsets.get(0).getAsInt()) / 2];
                    for (int i = 0; i < values.length; i++) {
                        int bits = bytes.getShort(start + offsets.get(0).getAsInt() + 2 * i) << 16;
                        values[i] = Float.intBitsToFloat(bits);
                    }
                    tensors.put(entry.getKey(), values);
                });
        return tensors;
    }

    /** Reads one note of the file. */
    static String note(Path file, String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int start = 8 + (int) bytes.getLong();
        return header(bytes, start).getAsJsonObject(METADATA).get(name).getAsString();
    }

    private static JsonObject header(ByteBuffer bytes, int end) {
        byte[] json = new byte[end - 8];
        bytes.get(8, json);
        return JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
    }
}
