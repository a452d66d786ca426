package qasr.speakers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names and sizes of the 54 tensors of the segmentation network. */
final class SegmentationTensors {
    /** The tensor whose first size is the number of classes. */
    static final String CLASSIFIER = "classifier.weight";

    static final String BANK = "sincnet.conv1d.0.filterbank.";
    static final int LSTM_LAYERS = 4;
    static final long GATES = 512;
    static final long HIDDEN = 128;

    private SegmentationTensors() {}

    /** Returns the sizes of each tensor by name. */
    static Map<String, List<Long>> all() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        shapes.put("sincnet.wav_norm1d.weight", List.of(1L));
        shapes.put("sincnet.wav_norm1d.bias", List.of(1L));
        shapes.put(BANK + "low_hz_", List.of(40L, 1L));
        shapes.put(BANK + "band_hz_", List.of(40L, 1L));
        shapes.put(BANK + "window_", List.of(125L));
        shapes.put(BANK + "n_", List.of(1L, 125L));
        shapes.put("sincnet.conv1d.1.weight", List.of(60L, 80L, 5L));
        shapes.put("sincnet.conv1d.1.bias", List.of(60L));
        shapes.put("sincnet.conv1d.2.weight", List.of(60L, 60L, 5L));
        shapes.put("sincnet.conv1d.2.bias", List.of(60L));
        long[] norms = {80, 60, 60};
        for (int i = 0; i < norms.length; i++) {
            shapes.put("sincnet.norm1d." + i + ".weight", List.of(norms[i]));
            shapes.put("sincnet.norm1d." + i + ".bias", List.of(norms[i]));
        }
        for (int layer = 0; layer < LSTM_LAYERS; layer++) {
            for (String end : List.of("_l" + layer, "_l" + layer + "_reverse")) {
                shapes.put("lstm.weight_ih" + end, List.of(GATES, layer == 0 ? 60L : 2 * HIDDEN));
                shapes.put("lstm.weight_hh" + end, List.of(GATES, HIDDEN));
                shapes.put("lstm.bias_ih" + end, List.of(GATES));
                shapes.put("lstm.bias_hh" + end, List.of(GATES));
            }
        }
        dense(shapes, "linear.0", HIDDEN, 2 * HIDDEN);
        dense(shapes, "linear.1", HIDDEN, HIDDEN);
        dense(shapes, "classifier", Powerset.CLASSES, HIDDEN);
        return shapes;
    }

    private static void dense(Map<String, List<Long>> shapes, String name, long outputs, long inputs) {
        shapes.put(name + ".weight", List.of(outputs, inputs));
        shapes.put(name + ".bias", List.of(outputs));
    }
}
