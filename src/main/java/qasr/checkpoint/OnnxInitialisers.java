package qasr.checkpoint;

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
 * Reads the initialisers of an ONNX model, which are its weights (onnx.proto: ModelProto.graph, GraphProto.initializer,
 * TensorProto). The graph's operators are skipped.
 */
final class OnnxInitialisers {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_INITIALISER = 5;
    private static final int TENSOR_DIMS = 1;
    private static final int TENSOR_TYPE = 2;
    private static final int TENSOR_FLOATS = 4;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_RAW = 9;
    private static final int TENSOR_DOUBLES = 10;
    private static final int TENSOR_LOCATION = 14;
    private static final int MOST_TENSORS = 10_000;
    private static final int MOST_DIMENSIONS = 8;
    private static final int LONGEST_NAME = 512;

    /** TensorProto.DataType. */
    private static final Map<Long, NumberType> TYPES = Map.of(
            1L, NumberType.F32, 7L, NumberType.I64, 10L, NumberType.F16, 11L, NumberType.F64, 16L, NumberType.BF16);

    private final Faults faults;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

    private OnnxInitialisers(Faults faults) {
        this.faults = faults;
    }

    /**
     * Returns the initialisers of a model by name. Those of other number types, such as the 8-bit ones, are left out.
     *
     * @param file all bytes of the model
     */
    static Map<String, StoredTensor> of(ByteBuffer file, Faults faults) throws ModelException {
        OnnxInitialisers reader = new OnnxInitialisers(faults);
        reader.model(new ProtobufReader(file, faults));
        if (reader.tensors.isEmpty()) {
            throw faults.unusable("neither a torch checkpoint nor an ONNX model with weights, perhaps a web page;"
                    + " qasr reads these and safetensors");
        }
        return reader.tensors;
    }

    private void model(ProtobufReader model) throws ModelException {
        while (model.next()) {
            if (model.field() == MODEL_GRAPH && model.isBytes()) {
                graph(new ProtobufReader(model.bytes(), faults));
            } else {
                model.skip();
            }
        }
    }

    private void graph(ProtobufReader graph) throws ModelException {
        while (graph.next()) {
            if (graph.field() == GRAPH_INITIALISER && graph.isBytes()) {
                tensor(new ProtobufReader(graph.bytes(), faults));
            } else {
                graph.skip();
            }
        }
    }

    /** The fields of a tensor. */
    private static final class Fields {
        private final List<Long> shape = new ArrayList<>();
        private long type;
        private String name = "";
        private boolean external;
        private Optional<ByteBuffer> values = Optional.empty();
    }

    private void tensor(ProtobufReader in) throws ModelException {
        Fields fields = new Fields();
        while (in.next()) {
            switch (in.field()) {
                case TENSOR_DIMS -> dimensions(in, fields.shape);
                case TENSOR_TYPE -> fields.type = in.number();
                case TENSOR_NAME -> fields.name = name(in.bytes());
                case TENSOR_RAW -> fields.values = Optional.of(in.bytes());
                case TENSOR_FLOATS, TENSOR_DOUBLES -> listed(in, fields);
                case TENSOR_LOCATION -> fields.external = in.number() != 0;
                default -> in.skip();
            }
        }
        NumberType type = TYPES.get(fields.type);
        if (type == null || (fields.values.isEmpty() && !fields.external)) {
            return; // a constant of the graph in another form, not a weight that qasr needs
        }
        keep(fields, type);
    }

    /** Takes packed floats or doubles; single ones are not written for weights. */
    private static void listed(ProtobufReader in, Fields fields) throws ModelException {
        if (in.isBytes()) {
            fields.values = Optional.of(in.bytes());
        } else {
            in.skip();
        }
    }

    private void keep(Fields fields, NumberType type) throws ModelException {
        String quoted = Faults.quoted(fields.name);
        if (fields.external) {
            throw faults.unusable("initialiser '" + quoted + "' is in another file; qasr reads models in one file");
        }
        if (tensors.size() == MOST_TENSORS) {
            throw faults.damaged("it has more than " + MOST_TENSORS + " initialisers");
        }
        ByteBuffer values = fields.values.orElseThrow();
        long elements = StoredTensor.elements(fields.shape);
        if (elements < 0 || elements * type.bytes() != values.remaining()) {
            throw faults.damaged("initialiser '" + quoted + "' with sizes " + fields.shape + " has "
                    + values.remaining() + " bytes");
        }
        ByteBuffer bytes = values.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (tensors.put(fields.name, StoredTensor.contiguous(type, fields.shape, () -> bytes)) != null) {
            throw faults.damaged("it has two initialisers '" + quoted + "'");
        }
    }

    private void dimensions(ProtobufReader in, List<Long> shape) throws ModelException {
        if (!in.isBytes()) {
            add(shape, in.number());
            return;
        }
        ProtobufReader packed = new ProtobufReader(in.bytes(), faults);
        while (packed.hasMore()) {
            add(shape, packed.varint());
        }
    }

    private void add(List<Long> shape, long size) throws ModelException {
        if (shape.size() == MOST_DIMENSIONS) {
            throw faults.damaged("an initialiser has more than " + MOST_DIMENSIONS + " dimensions");
        }
        shape.add(size);
    }

    private String name(ByteBuffer bytes) throws ModelException {
        if (bytes.remaining() > LONGEST_NAME) {
            throw faults.damaged("an initialiser has a name of " + bytes.remaining() + " bytes");
        }
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
