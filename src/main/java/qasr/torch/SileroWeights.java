package qasr.torch;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import org.bytedeco.pytorch.Tensor;

/** The speech detector's safetensors file in the jar: 1.2 MB of fp32, read completely. */
final class SileroWeights {
    private static final String RESOURCE = "/qasr/torch/silero-vad/silero_vad_16k.safetensors";

    private final JsonObject header;
    private final ByteBuffer content;

    private SileroWeights(JsonObject header, ByteBuffer content) {
        this.header = header;
        this.content = content;
    }

    static SileroWeights load() {
        ByteBuffer file = ByteBuffer.wrap(bytes()).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = Math.toIntExact(file.getLong());
        String json = new String(file.array(), Long.BYTES, headerLength, StandardCharsets.UTF_8);
        int contentStart = Long.BYTES + headerLength;
        ByteBuffer content = file.slice(contentStart, file.capacity() - contentStart);
        return new SileroWeights(JsonParser.parseString(json).getAsJsonObject(), content);
    }

    /** Returns the numbers of tensor {@code name}, the last axis running fastest. */
    float[] numbers(String name) {
        JsonObject entry = header.getAsJsonObject(name);
        JsonArray offsets = entry.getAsJsonArray("data_offsets");
        int start = offsets.get(0).getAsInt();
        FloatBuffer floats = content.slice(start, offsets.get(1).getAsInt() - start)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }

    /** Returns a copy of tensor {@code name}, owned by the scope of the caller. */
    Tensor tensor(String name) {
        JsonArray shape = header.getAsJsonObject(name).getAsJsonArray("shape");
        long[] sizes = new long[shape.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = shape.get(i).getAsLong();
        }
        return Values.floats(numbers(name)).view(sizes);
    }

    private static byte[] bytes() {
        try (InputStream in = SileroWeights.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + RESOURCE);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + RESOURCE, e);
        }
    }
}
