package qasr.speakers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names and sizes of the tensors of CAM++, without the counters of its normalisations. */
final class CampplusTensors {
    /** The tensor whose first size tells the variants apart. */
    static final String DENSE = "xvector.dense.linear.weight";

    /** The suffix of counters, which the network does not use. */
    static final String COUNTER = ".num_batches_tracked";

    private static final int[] LAYERS = {12, 24, 16};
    private static final long HEAD = 32;
    private static final long GROWTH = 32;
    private static final long BOTTLENECK = 128;

    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

    private CampplusTensors() {}

    /**
     * Returns the sizes of each tensor by name.
     *
     * @param width the width of an embedding
     */
    static Map<String, List<Long>> of(long width) {
        CampplusTensors tensors = new CampplusTensors();
        tensors.head();
        tensors.blocks(width);
        return tensors.shapes;
    }

    private void head() {
        shapes.put("head.conv1.weight", List.of(HEAD, 1L, 3L, 3L));
        norm("head.bn1", HEAD);
        for (String unit : List.of("head.layer1.0.", "head.layer1.1.", "head.layer2.0.", "head.layer2.1.")) {
            for (int i = 1; i <= 2; i++) {
                shapes.put(unit + "conv" + i + ".weight", List.of(HEAD, HEAD, 3L, 3L));
                norm(unit + "bn" + i, HEAD);
            }
            if (unit.endsWith(".0.")) {
                shapes.put(unit + "shortcut.0.weight", List.of(HEAD, HEAD, 1L, 1L));
                norm(unit + "shortcut.1", HEAD);
            }
        }
        shapes.put("head.conv2.weight", List.of(HEAD, HEAD, 3L, 3L));
        norm("head.bn2", HEAD);
    }

    private void blocks(long width) {
        shapes.put("xvector.tdnn.linear.weight", List.of(BOTTLENECK, 320L, 5L));
        norm("xvector.tdnn.nonlinear.batchnorm", BOTTLENECK);
        long channels = BOTTLENECK;
        for (int block = 1; block <= LAYERS.length; block++) {
            for (int layer = 1; layer <= LAYERS[block - 1]; layer++) {
                layer("xvector.block" + block + ".tdnnd" + layer + ".", channels);
                channels += GROWTH;
            }
            norm("xvector.transit" + block + ".nonlinear.batchnorm", channels);
            shapes.put("xvector.transit" + block + ".linear.weight", List.of(channels / 2, channels, 1L));
            channels /= 2;
        }
        norm("xvector.out_nonlinear.batchnorm", channels);
        shapes.put(DENSE, List.of(width, 2 * channels, 1L));
        shapes.put("xvector.dense.nonlinear.batchnorm.running_mean", List.of(width));
        shapes.put("xvector.dense.nonlinear.batchnorm.running_var", List.of(width));
    }

    private void layer(String name, long channels) {
        norm(name + "nonlinear1.batchnorm", channels);
        shapes.put(name + "linear1.weight", List.of(BOTTLENECK, channels, 1L));
        norm(name + "nonlinear2.batchnorm", BOTTLENECK);
        shapes.put(name + "cam_layer.linear_local.weight", List.of(GROWTH, BOTTLENECK, 3L));
        shapes.put(name + "cam_layer.linear1.weight", List.of(BOTTLENECK / 2, BOTTLENECK, 1L));
        shapes.put(name + "cam_layer.linear1.bias", List.of(BOTTLENECK / 2));
        shapes.put(name + "cam_layer.linear2.weight", List.of(GROWTH, BOTTLENECK / 2, 1L));
        shapes.put(name + "cam_layer.linear2.bias", List.of(GROWTH));
    }

    private void norm(String name, long channels) {
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
            shapes.put(name + "." + part, List.of(channels));
        }
    }
}
