package qasr.torch;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import qasr.model.ModelException;
import qasr.speakers.FilterbankFeatures;
import qasr.speakers.SpeakerWeights;
import qasr.speakers.VoiceEmbedder;

/**
 * CAM++, run by libtorch in float32, four pieces on each thread. The features are computed in Java. Owns native memory (its
 * weights, 28 MB) and threads: close it.
 */
public final class TorchVoices implements VoiceEmbedder {
    private static final int[] LAYERS = {12, 24, 16};

    /** The pieces that are computed at once, see campplus.py. */
    private static final int TOGETHER = 4;

    /** Longer pieces, in samples, are computed alone. */
    private static final int LONGEST_TOGETHER = 24_000;

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
        List<List<float[]>> groups = groups(pieces);
        float[][] embeddings = new float[pieces.size()][];
        int done = 0;
        for (List<float[]> group : pool.map(groups.size(), i -> embeddingsOfGroup(groups.get(i)))) {
            for (float[] embedding : group) {
                SoundCheck.requireFiniteResult(source.file(), embedding);
                embeddings[done++] = embedding;
            }
        }
        return embeddings;
    }

    /** Returns the pieces in groups: neighbours of equal length, or one long piece. */
    private static List<List<float[]>> groups(List<float[]> pieces) {
        List<List<float[]>> groups = new ArrayList<>();
        for (int first = 0, last; first < pieces.size(); first = last) {
            int length = pieces.get(first).length;
            last = first + 1;
            while (length <= LONGEST_TOGETHER
                    && last < Math.min(pieces.size(), first + TOGETHER)
                    && pieces.get(last).length == length) {
                last++;
            }
            groups.add(pieces.subList(first, last));
        }
        return groups;
    }

    private List<float[]> embeddingsOfGroup(List<float[]> group) {
        List<Tensor> images = new ArrayList<>();
        for (float[] piece : group) {
            images.add(image(features.image(piece)));
        }
        while (images.size() < TOGETHER && group.get(0).length <= LONGEST_TOGETHER) {
            images.add(images.get(0)); // a fixed number, so that a piece has the same bits among any others
        }
        float[] flat = Values.toFloats(scripts.tensor("embeddings", arguments(images)));
        List<float[]> embeddings = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            embeddings.add(Arrays.copyOfRange(flat, i * width, (i + 1) * width));
        }
        return embeddings;
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
