package qasr.train.silero;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies the fp32 initialisers of an ONNX file, bit for bit, into a safetensors file. Needs a JDK and nothing else:
 * {@code java src/train/java/qasr/train/silero/OnnxToSafetensors.java IN.onnx OUT.safetensors}.
 *
 * <p>An ONNX file is a protocol buffer. Of it only the path model → graph → initialiser is read; field numbers are
 * those of onnx.proto3 (ModelProto.graph 7; GraphProto.initializer 5; TensorProto.dims 1, data_type 2, name 8,
 * raw_data 9).
 */
public final class OnnxToSafetensors {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int TENSOR_DIMS = 1;
    private static final int TENSOR_DATA_TYPE = 2;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_RAW_DATA = 9;
    private static final long FLOAT = 1;

    private OnnxToSafetensors() {}

    /** Converts {@code arguments[0]} into {@code arguments[1]}; silent when all is well. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("usage: OnnxToSafetensors IN.onnx OUT.safetensors");
        }
        byte[] onnx = Files.readAllBytes(Path.of(arguments[0]));
        Files.write(Path.of(arguments[1]), convert(onnx));
    }

    /** Returns the bytes of a safetensors file with every fp32 initialiser of {@code onnx}, in the order found. */
    public static byte[] convert(byte[] onnx) {
        List<Initializer> initializers = new ArrayList<>();
        for (Field field : fields(ByteBuffer.wrap(onnx))) {
            if (field.number == MODEL_GRAPH) {
                for (Field inGraph : fields(field.bytes)) {
                    if (inGraph.number == GRAPH_INITIALIZER) {
                        Initializer initializer = Initializer.parse(inGraph.bytes);
                        if (initializer.dataType == FLOAT) {
                            initializers.add(initializer);
                        }
                    }
                }
            }
        }
        return safetensors(initializers);
    }

    private static byte[] safetensors(List<Initializer> initializers) {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Initializer initializer : initializers) {
            int start = content.size();
            content.writeBytes(bytes(initializer.content));
            header.append(",\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                    .formatted(initializer.name, initializer.shape.toString().replace(" ", ""), start, content.size()));
        }
        header.append('}');
        // The format wants the tensors to begin at a multiple of eight; blanks after the JSON are allowed.
        while (header.length() % 8 != 0) {
            header.append(' ');
        }
        byte[] json = header.toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(8 + json.length + content.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(content.toByteArray())
                .array();
    }

    /** A tensor stored in the graph: raw little-endian content, as safetensors wants it too. */
    private record Initializer(String name, long dataType, List<Long> shape, ByteBuffer content) {
        static Initializer parse(ByteBuffer tensor) {
            String name = "";
            long dataType = 0;
            List<Long> shape = new ArrayList<>();
            ByteBuffer content = ByteBuffer.allocate(0);
            for (Field field : fields(tensor)) {
                switch (field.number) {
                    case TENSOR_DIMS -> shape.addAll(field.varints());
                    case TENSOR_DATA_TYPE -> dataType = field.varint;
                    case TENSOR_NAME -> name = new String(bytes(field.bytes), StandardCharsets.UTF_8);
                    case TENSOR_RAW_DATA -> content = field.bytes;
                    default -> {} // documentation, other representations
                }
            }
            long elements = shape.stream().reduce(1L, Math::multiplyExact);
            if (dataType == FLOAT && content.remaining() != 4 * elements) {
                throw new IllegalArgumentException("initialiser " + name + " of shape " + shape + " has "
                        + content.remaining() + " bytes of raw data");
            }
            return new Initializer(name, dataType, shape, content);
        }
    }

    /** One field of a message: a varint, or bytes (a text, a nested message, packed numbers); fixed widths are bytes. */
    private record Field(int number, long varint, ByteBuffer bytes) {
        /** Returns the numbers of a repeated field, packed or one by one. */
        List<Long> varints() {
            if (!bytes.hasRemaining()) {
                return List.of(varint);
            }
            List<Long> packed = new ArrayList<>();
            ByteBuffer in = bytes.duplicate();
            while (in.hasRemaining()) {
                packed.add(readVarint(in));
            }
            return packed;
        }
    }

    private static List<Field> fields(ByteBuffer message) {
        List<Field> fields = new ArrayList<>();
        ByteBuffer in = message.duplicate();
        while (in.hasRemaining()) {
            long key = readVarint(in);
            int number = Math.toIntExact(key >>> 3);
            int wireType = (int) (key & 7);
            fields.add(
                    switch (wireType) {
                        case 0 -> new Field(number, readVarint(in), ByteBuffer.allocate(0));
                        case 1 -> new Field(number, 0, take(in, 8));
                        case 2 -> new Field(number, 0, take(in, Math.toIntExact(readVarint(in))));
                        case 5 -> new Field(number, 0, take(in, 4));
                        default -> throw new IllegalArgumentException("not an ONNX file: wire type " + wireType);
                    });
        }
        return fields;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static ByteBuffer take(ByteBuffer in, int length) {
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return part;
    }

    private static long readVarint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("not an ONNX file: a number of more than ten bytes");
    }
}
