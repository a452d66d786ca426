package qasr.torch;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.ArrayList;
import java.util.Arrays;
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
 * The segmentation network of pyannote (PyanNet), run by libtorch in float32, one window on each thread. Owns
 * native memory (weights of 6 MB, and 60 MB for each thread while it computes) and threads: close it.
 */
public final class TorchActivity implements SpeakerActivity {
    /** The windows that are computed at once: one, so that no other changes its bits, see segmentation.py. */
    private static final int GROUP = 1;

    private static final int LSTM_LAYERS = 4;
    private static final int HIDDEN = 128;

    /** The place in the checkpoint's order i, f, g, o of the script's gates i, f, o, g. */
    private static final int[] GATES = {0, 1, 3, 2};

    /** The rows of a matrix of the LSTM: four gates. */
    private static final int ROWS = 4 * HIDDEN;

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
        float[] filters = SincFilters.of(source);
        list.add(filters, SincFilters.FILTERS, SincFilters.TAPS);
        list.add(SincFilters.sums(filters), SincFilters.FILTERS);
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
            for (String end : List.of("_l" + layer, "_l" + layer + "_reverse")) {
                list.add(byInput(source.tensor("lstm.weight_ih" + end)), -1, ROWS);
                float[] first = source.tensor("lstm.bias_ih" + end).values();
                float[] second = source.tensor("lstm.bias_hh" + end).values();
                float[] bias = new float[ROWS];
                for (int row = 0; row < ROWS; row++) {
                    bias[row] = first[gate(row)] + second[gate(row)];
                }
                list.add(bias, ROWS);
                list.add(byInput(source.tensor("lstm.weight_hh" + end)), -1, ROWS);
            }
        }
        return list.retained();
    }

    /** Returns the place in the checkpoint of a row of the script's order of gates. */
    private static int gate(int row) {
        return GATES[row / HIDDEN] * HIDDEN + row % HIDDEN;
    }

    /** Returns a matrix [rows, inputs] with the gates in the script's order, as [inputs, rows]. */
    private static float[] byInput(WeightTensor matrix) {
        int inputs = matrix.values().length / ROWS;
        float[] turned = new float[matrix.values().length];
        for (int row = 0; row < ROWS; row++) {
            for (int k = 0; k < inputs; k++) {
                turned[k * ROWS + row] = matrix.values()[gate(row) * inputs + k];
            }
        }
        return turned;
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
    public List<WindowActivity> activities(float[] sound, int step) throws ModelException {
        List<WindowActivity> activities = new ArrayList<>();
        for (float[][] scores : logProbabilities(sound, step)) {
            activities.add(WindowActivity.of(scores));
        }
        return activities;
    }

    /** Returns the logarithms of the classes' probabilities in each window: [589][7]. */
    List<float[][]> logProbabilities(float[] sound, int step) throws ModelException {
        if (closed) {
            throw new IllegalStateException("activity is closed");
        }
        if (step <= 0 || step % SincFilters.STEP != 0) {
            throw new IllegalArgumentException(
                    "a step of " + step + " samples is not a multiple of " + SincFilters.STEP);
        }
        int over = sound.length - WINDOW_SAMPLES;
        if (over < 0 || over % step != 0) {
            throw new IllegalArgumentException(sound.length + " samples are no windows of " + WINDOW_SAMPLES
                    + " samples that begin each " + step + " samples");
        }
        SoundCheck.requireFinite(sound);
        int windows = 1 + over / step;
        int groups = (windows + GROUP - 1) / GROUP;
        List<float[][]> results = new ArrayList<>();
        for (List<float[]> group : pool.map(groups, i -> scores(group(sound, step, windows, i), step))) {
            for (float[] flat : group) {
                SoundCheck.requireFiniteResult(source.file(), flat);
                results.add(rows(flat));
            }
        }
        return results;
    }

    /** Returns the sound of the windows of a group. Groups do not depend on threads, so bits do not, either. */
    private static float[] group(float[] sound, int step, int windows, int group) {
        int last = Math.min(windows, (group + 1) * GROUP) - 1;
        return Arrays.copyOfRange(sound, group * GROUP * step, last * step + WINDOW_SAMPLES);
    }

    private List<float[]> scores(float[] sound, int step) {
        IValue samples = Values.of(Values.floats(sound));
        return Values.toTensors(scripts.call(
                        "speaker_classes", samples, Values.of(step), weights.get(0), weights.get(1), weights.get(2)))
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
        return Values.toTensors(scripts.call("lstm_stages", Values.tensors(List.of(features)), weights.get(1))).stream()
                .map(states -> states.select(1, 0))
                .toList();
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
