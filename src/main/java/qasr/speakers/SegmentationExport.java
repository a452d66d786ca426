package qasr.speakers;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import qasr.checkpoint.Checkpoint;
import qasr.model.ModelException;

/**
 * The weights of the segmentation network in its ONNX export, under the names of the checkpoint. Most tensors keep their
 * names. The LSTM's are numbered, and its gates are in ONNX's order i, o, f, g instead of i, f, g, o; the three matrices
 * are numbered and transposed.
 */
final class SegmentationExport {
    private static final String LSTM = "onnx::LSTM_";
    private static final String MATRIX = "onnx::MatMul_";
    private static final String HALF_ANGLES = "onnx::Div_";
    private static final String ANGLES = SegmentationTensors.BANK + "n_";

    /** The place of gates i, f, g, o in ONNX's order. */
    private static final int[] GATE_ORDER = {0, 2, 3, 1};

    private static final int GATE = (int) SegmentationTensors.HIDDEN;
    private static final int ROWS = (int) SegmentationTensors.GATES;

    private final Checkpoint export;
    private final Map<String, WeightTensor> tensors = new HashMap<>();

    private SegmentationExport(Checkpoint export) {
        this.export = export;
    }

    /** Returns whether an ONNX model looks like this export. */
    static boolean isExport(Checkpoint export) {
        return export.format() == Checkpoint.Format.ONNX
                && numbered(export, LSTM).size() == 3 * SegmentationTensors.LSTM_LAYERS
                && export.shape(SegmentationTensors.BANK + "low_hz_").isPresent();
    }

    /**
     * Returns the weights by their names in the checkpoint; missing ones are left out.
     *
     * @throws ModelException if a tensor has other sizes than in the export of this network
     */
    static Map<String, WeightTensor> read(Checkpoint export) throws ModelException {
        SegmentationExport reader = new SegmentationExport(export);
        for (Map.Entry<String, List<Long>> tensor : SegmentationTensors.all().entrySet()) {
            if (export.shape(tensor.getKey()).isPresent()) {
                reader.keep(tensor.getKey(), reader.checked(tensor.getKey(), tensor.getValue()));
            }
        }
        reader.angles();
        reader.matrices();
        List<String> names = numbered(export, LSTM);
        for (int layer = 0; layer < SegmentationTensors.LSTM_LAYERS; layer++) {
            reader.lstm(layer, names.subList(3 * layer, 3 * layer + 3));
        }
        return reader.tensors;
    }

    /** Returns the names with {@code prefix} and a number, by number. */
    private static List<String> numbered(Checkpoint export, String prefix) {
        return export.names().stream()
                .filter(name -> name.startsWith(prefix)
                        && name.substring(prefix.length()).matches("\\d{1,9}"))
                .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.substring(prefix.length()))))
                .toList();
    }

    private float[] checked(String name, List<Long> shape) throws ModelException {
        if (!export.shape(name).orElse(List.of()).equals(shape)) {
            throw new ModelException(export.file() + ": initialiser " + name + " has sizes "
                    + export.shape(name).orElse(List.of()) + ", the export of segmentation-3.0 has " + shape
                    + ": not segmentation-3.0");
        }
        return export.floats(name);
    }

    private void keep(String name, float[] values) {
        tensors.put(name, new WeightTensor(SegmentationTensors.all().get(name), values));
    }

    /** Takes the angles from their halves, if the export has only these. Doubling is exact. */
    private void angles() throws ModelException {
        List<String> halves = numbered(export, HALF_ANGLES);
        if (tensors.containsKey(ANGLES) || halves.size() != 1) {
            return;
        }
        float[] values = checked(halves.get(0), SegmentationTensors.all().get(ANGLES));
        for (int i = 0; i < values.length; i++) {
            values[i] *= 2;
        }
        keep(ANGLES, values);
    }

    private void matrices() throws ModelException {
        List<String> names = List.of("linear.0.weight", "linear.1.weight", SegmentationTensors.CLASSIFIER);
        List<String> numbered = numbered(export, MATRIX);
        if (numbered.size() != names.size()) {
            throw new ModelException(export.file() + ": has " + numbered.size() + " matrices '" + MATRIX
                    + "N', the export of segmentation-3.0 has " + names.size() + ": not segmentation-3.0");
        }
        for (int i = 0; i < names.size(); i++) {
            List<Long> shape = SegmentationTensors.all().get(names.get(i));
            float[] transposed = checked(numbered.get(i), List.of(shape.get(1), shape.get(0)));
            keep(
                    names.get(i),
                    transposed(transposed, shape.get(1).intValue(), shape.get(0).intValue()));
        }
    }

    private static float[] transposed(float[] values, int rows, int columns) {
        float[] result = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                result[column * rows + row] = values[row * columns + column];
            }
        }
        return result;
    }

    /** Takes a layer's biases [2, 1024], input weights [2, 512, inputs] and recurrent weights [2, 512, 128]. */
    private void lstm(int layer, List<String> names) throws ModelException {
        String end = "_l" + layer;
        int inputs =
                SegmentationTensors.all().get("lstm.weight_ih" + end).get(1).intValue();
        float[] biases = checked(names.get(0), List.of(2L, 2L * ROWS));
        float[] input = checked(names.get(1), List.of(2L, (long) ROWS, (long) inputs));
        float[] recurrent = checked(names.get(2), List.of(2L, (long) ROWS, (long) GATE));
        for (int direction = 0; direction < 2; direction++) {
            String name = direction == 0 ? end : end + "_reverse";
            keep("lstm.weight_ih" + name, gates(input, direction * ROWS, inputs));
            keep("lstm.weight_hh" + name, gates(recurrent, direction * ROWS, GATE));
            keep("lstm.bias_ih" + name, gates(biases, 2 * direction * ROWS, 1));
            keep("lstm.bias_hh" + name, gates(biases, (2 * direction + 1) * ROWS, 1));
        }
    }

    /** Returns the 512 rows from {@code start} with their gates in the order i, f, g, o. */
    private static float[] gates(float[] values, int start, int columns) {
        float[] ordered = new float[ROWS * columns];
        int block = GATE * columns;
        for (int gate = 0; gate < GATE_ORDER.length; gate++) {
            System.arraycopy(values, start * columns + GATE_ORDER[gate] * block, ordered, gate * block, block);
        }
        return ordered;
    }
}
