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
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The safetensors file of the speech detector, which the jar carries: 1.2 MB of fp32, read whole. */
final class SileroWeights {
    static final String RESOURCE = "/qasr/torch/silero-vad/silero_vad_16k.safetensors";

    private final JsonObject header;
    private final ByteBuffer content;

    private SileroWeights(JsonObject header, ByteBuffer content) {
        this.header = header;
        this.content = content;
    }

    static SileroWeights load() {
        ByteBuffer file = ByteBuffer.wrap(Resources.bytes(RESOURCE)).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = Math.toIntExact(file.getLong());
        String json = new String(file.array(), Long.BYTES, headerLength, StandardCharsets.UTF_8);
        int contentStart = Long.BYTES + headerLength;
        ByteBuffer content = file.slice(contentStart, file.capacity() - contentStart);
        return new SileroWeights(JsonParser.parseString(json).getAsJsonObject(), content);
    }

    /** Returns a copy of tensor {@code name}, owned by the scope of the caller. */
    Tensor tensor(String name) {
        JsonObject entry = header.getAsJsonObject(name);
        JsonArray offsets = entry.getAsJsonArray("data_offsets");
        int start = offsets.get(0).getAsInt();
        FloatBuffer floats = content.slice(start, offsets.get(1).getAsInt() - start)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        JsonArray shape = entry.getAsJsonArray("shape");
        long[] sizes = new long[shape.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = shape.get(i).getAsLong();
        }
        try (FloatPointer pointer = new FloatPointer(values)) {
            return torch.from_blob(pointer, sizes).clone();
        }
    }

    /** What the jar carries on its class path. */
    static final class Resources {
        private Resources() {}

        static byte[] bytes(String resource) {
            try (InputStream in = SileroWeights.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("the class path has no " + resource);
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
