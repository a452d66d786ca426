package qasr.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import qasr.model.ModelException;

/**
 * Reads the tensors of a safetensors file (huggingface/safetensors, README "Format"): eight bytes of length, a header in
 * JSON, then the numbers.
 */
final class SafetensorsEntries {
    private static final String METADATA = "__metadata__";
    private static final int MOST_HEADER_BYTES = 1 << 20;
    private static final Map<String, NumberType> TYPES = Map.of(
            "F32", NumberType.F32,
            "F64", NumberType.F64,
            "F16", NumberType.F16,
            "BF16", NumberType.BF16,
            "I64", NumberType.I64);

    private final ByteBuffer file;
    private final int start;
    private final Faults faults;

    private SafetensorsEntries(ByteBuffer file, int start, Faults faults) {
        this.file = file;
        this.start = start;
        this.faults = faults;
    }

    /** Returns whether a file that starts with {@code first}, sixteen bytes or fewer, may be a safetensors file. */
    static boolean isStart(ByteBuffer first) {
        return first.remaining() > Long.BYTES
                && first.order(ByteOrder.LITTLE_ENDIAN).getLong(first.position()) < 1L << 40
                && first.get(first.position() + Long.BYTES) == '{';
    }

    /**
     * Returns the tensors of a file by name.
     *
     * @param file all bytes of the file
     */
    static Map<String, StoredTensor> of(ByteBuffer file, Faults faults) throws ModelException {
        ByteBuffer bytes = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        long length = bytes.getLong(0);
        if (length < 2 || length > MOST_HEADER_BYTES || length > bytes.limit() - Long.BYTES) {
            throw faults.damaged("its header has " + length + " bytes, the file has " + bytes.limit());
        }
        String header = StandardCharsets.UTF_8
                .decode(bytes.slice(Long.BYTES, (int) length))
                .toString();
        try {
            return new SafetensorsEntries(bytes, Long.BYTES + (int) length, faults)
                    .tensors(JsonParser.parseString(header).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | ClassCastException e) {
            throw faults.damaged("its header is not a list of tensors in JSON");
        }
    }

    private Map<String, StoredTensor> tensors(JsonObject header) throws ModelException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
            if (!entry.getKey().equals(METADATA)) {
                tensors.put(
                        entry.getKey(), tensor(entry.getKey(), entry.getValue().getAsJsonObject()));
            }
        }
        return tensors;
    }

    private StoredTensor tensor(String name, JsonObject entry) throws ModelException {
        String quoted = Faults.quoted(name);
        if (!entry.has("dtype") || !entry.has("shape") || !entry.has("data_offsets")) {
            throw faults.damaged("tensor " + quoted + " has no type, shape or place");
        }
        String dtype = entry.get("dtype").getAsString();
        NumberType type = Optional.ofNullable(TYPES.get(dtype))
                .orElseThrow(() -> faults.unusable("tensor " + quoted + " is stored as " + Faults.quoted(dtype)
                        + "; qasr reads F32, F64, F16, BF16 and I64"));
        List<Long> shape = numbers(entry.getAsJsonArray("shape"));
        List<Long> place = numbers(entry.getAsJsonArray("data_offsets"));
        long elements = StoredTensor.elements(shape);
        if (elements < 0
                || place.size() != 2
                || place.get(1) - place.get(0) != elements * type.bytes()
                || place.get(1) > file.limit() - start) {
            throw faults.damaged("tensor " + quoted + " with sizes " + Faults.quoted(shape.toString())
                    + " does not fit its place " + Faults.quoted(place.toString()));
        }
        ByteBuffer values = file.slice(start + place.get(0).intValue(), (int) (elements * type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        return StoredTensor.contiguous(type, shape, () -> values);
    }

    private List<Long> numbers(JsonArray list) throws ModelException {
        List<Long> numbers = new ArrayList<>();
        for (JsonElement element : list) {
            String digits = element.getAsString();
            if (!digits.matches("\\d{1,12}")) {
                throw faults.damaged("its header has the size '" + Faults.quoted(digits) + "'");
            }
            numbers.add(Long.parseLong(digits));
        }
        return numbers;
    }
}
