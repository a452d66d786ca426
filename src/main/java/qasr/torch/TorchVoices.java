package qasr.torch;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import qasr.model.ModelException;
import qasr.speakers.FilterbankFeatures;
import qasr.speakers.SpeakerWeights;
import qasr.speakers.VoiceEmbedder;

/**
 * CAM++, run by libtorch in float32, one piece on each thread. The features are computed in Java. Owns native memory (its
 * weights, 28 MB) and threads: close it.
 */
public final class TorchVoices implements VoiceEmbedder {
    private static final int[] LAYERS = {12, 24, 16};

    private final SpeakerWeights source;
    private final int width;
    private final FilterbankFeatures features = new FilterbankFeatures();
    private final OneCorePool pool;
    private final Scripts scripts;
    private final List<IValue> weights;
    private final boolean library;
    private boolean closed;

    private TorchVoices(
            SpeakerWeights source,
            int width,
            OneCorePool pool,
            Scripts scripts,
            List<IValue> weights,
            boolean library) {
        this.source = source;
        this.width = width;
        this.pool = pool;
        this.scripts = scripts;
        this.weights = weights;
        this.library = library;
    }

    /**
     * Prepares the network.
     *
     * @param options threads and avoided kernels; it always runs in float32 on the CPU
     * @throws IllegalArgumentException if the weights are those of another model
     */
    @MustBeClosed
    public static TorchVoices open(SpeakerWeights source, NetworkOptions options) {
        int width =
                source.width().orElseThrow(() -> new IllegalArgumentException(source.file() + ": not a CAM++ model"));
        Libtorch.start();
        Libtorch.setThreads(1);
        try (PointerScope scope = new PointerScope()) {
            Scripts scripts = Scripts.load("convolution", "campplus");
            List<IValue> weights = List.of(head(source), layers(source), bridges(source), tail(source, width));
            OneCorePool pool = new OneCorePool("qasr-voices", options.threads());
            return new TorchVoices(
                    source, width, pool, scripts, weights, !options.avoided().contains(Kernel.CONVOLUTIONS));
        }
    }

    private static IValue head(SpeakerWeights source) {
        SpeakerTensors list = new SpeakerTensors(source);
        kernel(list, source, "head.conv1.weight", "head.bn1");
        for (String unit : List.of("head.layer1.0.", "head.layer1.1.", "head.layer2.0.", "head.layer2.1.")) {
            kernel(list, source, unit + "conv1.weight", unit + "bn1");
            kernel(list, source, unit + "conv2.weight", unit + "bn2");
            if (unit.endsWith(".0.")) {
                kernel(list, source, unit + "shortcut.0.weight", unit + "shortcut.1");
            }
        }
        kernel(list, source, "head.conv2.weight", "head.bn2");
        kernel(list, source, "xvector.tdnn.linear.weight", "xvector.tdnn.nonlinear.batchnorm");
        return list.retained();
    }

    private static void kernel(SpeakerTensors list, SpeakerWeights source, String weight, String norm) {
        long[] shape = SpeakerTensors.shape(source.tensor(weight));
        list.folded(weight, norm, shape, shape[0]);
    }

    private static IValue layers(SpeakerWeights source) {
        SpeakerTensors list = new SpeakerTensors(source);
        for (int block = 1; block <= LAYERS.length; block++) {
            for (int layer = 1; layer <= LAYERS[block - 1]; layer++) {
                String name = "xvector.block" + block + ".tdnnd" + layer + ".";
                list.affine(name + "nonlinear1.batchnorm");
                long channels = source.tensor(name + "linear1.weight").shape().get(1);
                list.folded(name + "linear1.weight", name + "nonlinear2.batchnorm", new long[] {128, channels}, 128, 1);
                list.bySteps(name + "cam_layer.linear_local.weight");
                list.plain(name + "cam_layer.linear1.weight", 64, 128);
                list.plain(name + "cam_layer.linear1.bias", 64, 1);
                list.plain(name + "cam_layer.linear2.weight", 32, 64);
                list.plain(name + "cam_layer.linear2.bias", 32, 1);
            }
        }
        return list.retained();
    }

    private static IValue bridges(SpeakerWeights source) {
        SpeakerTensors list = new SpeakerTensors(source);
        for (int block = 1; block <= LAYERS.length; block++) {
            String name = "xvector.transit" + block + ".";
            list.affine(name + "nonlinear.batchnorm");
            List<Long> shape = source.tensor(name + "linear.weight").shape();
            list.plain(name + "linear.weight", shape.get(0), shape.get(1));
        }
        return list.retained();
    }

    private static IValue tail(SpeakerWeights source, int width) {
        SpeakerTensors list = new SpeakerTensors(source);
        list.affine("xvector.out_nonlinear.batchnorm");
        list.folded(
                "xvector.dense.linear.weight", "xvector.dense.nonlinear.batchnorm", new long[] {width, 1024}, width);
        return list.retained();
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public String weightsSum() {
        return source.sha256();
    }

    @Override
    public float[][] embeddings(List<float[]> pieces) throws ModelException {
        if (closed) {
            throw new IllegalStateException("embedder is closed");
        }
        for (float[] piece : pieces) {
            SoundCheck.requireFinite(piece);
            if (piece.length < SHORTEST_SAMPLES) {
                throw new IllegalArgumentException(
                        "a piece has " + piece.length + " samples; at least " + SHORTEST_SAMPLES + " are needed");
            }
        }
        float[][] embeddings = new float[pieces.size()][];
        int done = 0;
        for (float[] embedding : pool.map(pieces.size(), i -> embedding(pieces.get(i)))) {
            SoundCheck.requireFiniteResult(source.file(), embedding);
            embeddings[done++] = embedding;
        }
        return embeddings;
    }

    /** Computes a piece alone: among four, OpenBLAS's kernels for Zen gave it other bits at another place. */
    private float[] embedding(float[] piece) {
        return Values.toFloats(scripts.tensor("embeddings", arguments(List.of(image(features.image(piece))))));
    }

    private static Tensor image(float[] image) {
        return Values.floats(image).view(FilterbankFeatures.BINS, -1);
    }

    /** Returns the states after each stage for features [80 * frames], in the caller's pointer scope. */
    List<Tensor> stages(float[] image) {
        List<Tensor> stages =
                new ArrayList<>(Values.toTensors(scripts.call("voice_stages", arguments(List.of(image(image))))));
        stages.replaceAll(stage -> stage.dim() == 2 && stage.size(1) == 1 ? stage.squeeze(1) : stage);
        return stages;
    }

    private IValue[] arguments(List<Tensor> images) {
        return new IValue[] {
            Values.tensors(images), weights.get(0), weights.get(1), weights.get(2), weights.get(3), Values.of(library)
        };
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            pool.close();
            weights.forEach(IValue::releaseReference);
            scripts.close();
        }
    }
}
