package qasr.torch;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import qasr.model.ModelException;
import qasr.speakers.Powerset;
import qasr.speakers.SpeakerActivity;
import qasr.speakers.SpeakerModel;
import qasr.speakers.SpeakerWeights;
import qasr.speakers.WeightTensor;
import qasr.speakers.WindowActivity;

/**
 * The segmentation network of pyannote (PyanNet), run by libtorch in float32, up to eight windows on each thread. Owns
 * native memory (weights of 6 MB, and 60 MB for each thread while it computes) and threads: close it.
 */
public final class TorchActivity implements SpeakerActivity {
    /** The windows that the LSTM runs at once, see segmentation.py. */
    private static final int GROUP = 8;

    private static final int LSTM_LAYERS = 4;
    private static final int HIDDEN = 128;

    /** The place in the checkpoint's order i, f, g, o of the script's gates i, f, o, g. */
    private static final int[] GATES = {0, 1, 3, 2};

    private final SpeakerWeights source;
    private final OneCorePool pool;
    private final Scripts scripts;
    private final List<IValue> weights;
    private boolean closed;

    private TorchActivity(SpeakerWeights source, OneCorePool pool, Scripts scripts, List<IValue> weights) {
        this.source = source;
        this.pool = pool;
        this.scripts = scripts;
        this.weights = weights;
    }

    /**
     * Prepares the network.
     *
     * @param options the number of threads; it always runs in float32 on the CPU
     * @throws IllegalArgumentException if the weights are those of another model
     */
    @MustBeClosed
    public static TorchActivity open(SpeakerWeights source, NetworkOptions options) {
        if (source.model() != SpeakerModel.SEGMENTATION) {
            throw new IllegalArgumentException(source.file() + ": not a segmentation model");
        }
        Libtorch.start();
        Libtorch.setThreads(1);
        try (PointerScope scope = new PointerScope()) {
            Scripts scripts = Scripts.load("convolution", "segmentation");
            List<IValue> weights = List.of(sinc(source), lstm(source), head(source));
            return new TorchActivity(source, new OneCorePool("qasr-activity", options.threads()), scripts, weights);
        }
    }

    private static IValue sinc(SpeakerWeights source) {
        SpeakerTensors list = new SpeakerTensors(source);
        list.plain("sincnet.wav_norm1d.weight");
        list.plain("sincnet.wav_norm1d.bias");
        list.add(SincFilters.of(source), SincFilters.FILTERS, SincFilters.TAPS);
        for (int i = 1; i <= 2; i++) {
            list.bySteps("sincnet.conv1d." + i + ".weight");
            list.plain("sincnet.conv1d." + i + ".bias");
        }
        for (int i = 0; i <= 2; i++) {
            list.plain("sincnet.norm1d." + i + ".weight");
            list.plain("sincnet.norm1d." + i + ".bias");
        }
        return list.retained();
    }

    private static IValue lstm(SpeakerWeights source) {
        SpeakerTensors list = new SpeakerTensors(source);
        for (int layer = 0; layer < LSTM_LAYERS; layer++) {
            String[] ends = {"_l" + layer, "_l" + layer + "_reverse"};
            int inputs =
                    source.tensor("lstm.weight_ih" + ends[0]).shape().get(1).intValue();
            int rows = GATES.length * HIDDEN;
            float[] input = new float[2 * rows * inputs];
            float[] bias = new float[2 * rows];
            float[] recurrent = new float[2 * rows * HIDDEN];
            for (int direction = 0; direction < 2; direction++) {
                WeightTensor ih = source.tensor("lstm.weight_ih" + ends[direction]);
                WeightTensor hh = source.tensor("lstm.weight_hh" + ends[direction]);
                float[] first = source.tensor("lstm.bias_ih" + ends[direction]).values();
                float[] second = source.tensor("lstm.bias_hh" + ends[direction]).values();
                for (int row = 0; row < rows; row++) {
                    int from = GATES[row / HIDDEN] * HIDDEN + row % HIDDEN;
                    System.arraycopy(ih.values(), from * inputs, input, (direction * rows + row) * inputs, inputs);
                    bias[direction * rows + row] = first[from] + second[from];
                    for (int k = 0; k < HIDDEN; k++) {
                        recurrent[(direction * HIDDEN + k) * rows + row] = hh.values()[from * HIDDEN + k];
                    }
                }
            }
            list.add(input, 2L * rows, inputs);
            list.add(bias, 2L * rows);
            list.add(recurrent, 2, HIDDEN, rows);
        }
        return list.retained();
    }

    private static IValue head(SpeakerWeights source) {
        SpeakerTensors list = new SpeakerTensors(source);
        for (String name : List.of("linear.0", "linear.1", "classifier")) {
            list.plain(name + ".weight");
            list.plain(name + ".bias");
        }
        return list.retained();
    }

    @Override
    public List<WindowActivity> activities(List<float[]> windows) throws ModelException {
        List<WindowActivity> activities = new ArrayList<>();
        for (float[][] scores : logProbabilities(windows)) {
            activities.add(WindowActivity.of(scores));
        }
        return activities;
    }

    /** Returns the logarithms of the classes' probabilities in each window: [589][7]. */
    List<float[][]> logProbabilities(List<float[]> windows) throws ModelException {
        if (closed) {
            throw new IllegalStateException("activity is closed");
        }
        for (float[] window : windows) {
            SoundCheck.requireFinite(window);
            if (window.length != WINDOW_SAMPLES) {
                throw new IllegalArgumentException(
                        "a window has " + window.length + " samples instead of " + WINDOW_SAMPLES);
            }
        }
        int each = Math.max(1, Math.min(GROUP, (windows.size() + pool.count() - 1) / pool.count()));
        int groups = (windows.size() + each - 1) / each;
        List<float[][]> results = new ArrayList<>();
        for (List<float[]> group :
                pool.map(groups, i -> scores(windows.subList(i * each, Math.min(windows.size(), (i + 1) * each))))) {
            for (float[] flat : group) {
                SoundCheck.requireFiniteResult(source.file(), flat);
                results.add(rows(flat));
            }
        }
        return results;
    }

    private List<float[]> scores(List<float[]> windows) {
        IValue list = Values.tensors(windows.stream().map(Values::floats).toList());
        return Values.toTensors(scripts.call("speaker_classes", list, weights.get(0), weights.get(1), weights.get(2)))
                .stream()
                .map(Values::toFloats)
                .toList();
    }

    private static float[][] rows(float[] flat) {
        float[][] rows = new float[flat.length / Powerset.CLASSES][Powerset.CLASSES];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(flat, i * Powerset.CLASSES, rows[i], 0, Powerset.CLASSES);
        }
        return rows;
    }

    /** Returns the states of one window after each stage of the convolutions, in the caller's pointer scope. */
    List<Tensor> sincStages(float[] window) {
        return Values.toTensors(scripts.call("sinc_stages", Values.of(Values.floats(window)), weights.get(0)));
    }

    /** Returns the states of one window after each layer of the LSTM, from its features [589, 60]. */
    List<Tensor> lstmStages(Tensor features) {
        var stages = scripts.call("lstm_stages", Values.tensors(List.of(features)), weights.get(1))
                .toListRef();
        List<Tensor> tensors = new ArrayList<>();
        for (long i = 0; i < stages.size(); i++) {
            tensors.add(Values.toTensors(stages.get(i)).get(0));
        }
        return tensors;
    }

    /** Returns the states after each dense layer, from the LSTM's states [589, 256]. */
    List<Tensor> classStages(Tensor states) {
        return Values.toTensors(scripts.call("class_stages", Values.of(states), weights.get(2)));
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
