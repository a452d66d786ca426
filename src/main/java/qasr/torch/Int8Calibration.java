package qasr.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import qasr.audio.Waveform;
import qasr.model.DeviceException;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Precision;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;

/**
 * Finds out which matrices of a model's text decoder bear 8 bits, from what they are multiplied with when the model
 * hears speech, and how much of the greatness of an input channel is best moved into the weights (SmoothQuant,
 * arXiv:2211.10438). What comes of it is an {@link Int8Recipe}.
 */
public final class Int8Calibration {
    /** 0 moves nothing; 1 makes all channels equally great, whatever that does to the weights. */
    private static final List<Double> STRENGTHS = List.of(0.0, 0.25, 0.4, 0.5, 0.6, 0.75);
    /** A matrix stays in 16 bits if half of its rows are further off than this, relative to their length ... */
    private static final double MEDIAN_LIMIT = 0.03;
    /** ... or one is further off than this: an outlier that no scale fits. */
    private static final double WORST_LIMIT = 0.1;
    /** How much the worst row counts beside the middle one when strengths are compared. */
    private static final double WORST_SHARE = 0.1;

    private static final int ROWS_EACH = 40;
    private static final int MOST_TOKENS = 100;

    private final ModelDirectory directory;
    private final List<Path> folders;
    private final Device device;
    private final Prompt prompt;
    private final List<Waveform> speech;

    private Int8Calibration(ModelDirectory directory, List<Path> folders, Device device, List<Waveform> speech) {
        this.directory = directory;
        this.folders = folders;
        this.device = device;
        this.speech = speech;
        prompt = new PromptBuilder(directory.tokenizer()).build("");
    }

    /**
     * What became of one matrix.
     *
     * @param strength how much of its input channels' greatness was moved into it
     * @param plainError the middle error of its rows if nothing were moved, relative to the rows' lengths
     * @param medianError the same with {@code strength}
     * @param worstError the error of the worst row
     * @param eight whether it is kept in 8 bits
     */
    public record Matrix(
            String name, double strength, double plainError, double medianError, double worstError, boolean eight) {}

    /**
     * What became of a model.
     *
     * @param file where the recipe was written
     * @param tokens how many tokens the model says about the speech in 16 bits
     * @param changed at how many of them it would rather say another in 8 bits
     */
    public record Outcome(Path file, List<Matrix> matrices, int tokens, int changed) {
        public Outcome {
            matrices = List.copyOf(matrices);
        }
    }

    /**
     * Calibrates {@code directory} and writes its recipe beside it, or where that cannot be, into the next folder.
     *
     * @param speech chunks of speech, of about ten seconds each
     * @param folders where a recipe and laid out weights may be kept, the best first
     * @param listener hears of each matrix
     * @throws DeviceException if this machine cannot multiply in 8 bits
     */
    public static Outcome run(
            ModelDirectory directory, int threads, List<Waveform> speech, List<Path> folders, Consumer<Matrix> listener)
            throws ModelException, DeviceException {
        Libtorch.start();
        Libtorch.setThreads(threads);
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Device device = new Device("cpu");
            MachinePrecision.on(device, Precision.INT8);
            return new Int8Calibration(directory, folders, device, speech).run(listener);
        }
    }

    private Outcome run(Consumer<Matrix> listener) throws ModelException {
        List<Matrix> matrices;
        Path file;
        try (Weights weights = Weights.load(directory, device, Precision.FP16, folders);
                PointerScope scope = new PointerScope()) {
            Map<String, Int8Recipe.Entry> entries = new TreeMap<>();
            matrices = chosen(recorded(weights), entries, listener);
            file = new Int8Recipe(entries)
                    .write(folders, WeightLoader.origin(Weights.slots(directory).matrices()));
        }
        try (Weights weights = Weights.load(directory, device, Precision.FP16, folders);
                Weights eight = Weights.load(directory, device, Precision.INT8, folders);
                ForcedRun reference = new ForcedRun(directory.config(), weights, device, prompt);
                ForcedRun other = new ForcedRun(directory.config(), eight, device, prompt)) {
            PrecisionComparison comparison = PrecisionComparison.of(reference, other, speech, MOST_TOKENS);
            return new Outcome(file, matrices, comparison.tokens(), comparison.changed());
        }
    }

    /** Rows that one matrix is multiplied with, [N, in], and the greatest magnitude of each channel of all, [in]. */
    private record Inputs(Tensor rows, Tensor peaks) {}

    private List<Inputs> recorded(Weights weights) {
        int count = directory.config().text().layers() * Int8Layers.MATRICES.size();
        List<TensorVector> rows = new ArrayList<>(Collections.nCopies(count, null));
        rows.replaceAll(none -> new TensorVector());
        List<TensorVector> peaks = new ArrayList<>(Collections.nCopies(count, null));
        peaks.replaceAll(none -> new TensorVector());
        try (ForcedRun run = new ForcedRun(directory.config(), weights, device, prompt)) {
            for (Waveform chunk : speech) {
                try (PointerScope scope = new PointerScope()) {
                    List<Integer> tokens = run.greedy(chunk, MOST_TOKENS).tokens();
                    IValue recordings =
                            ForcedRun.recordings(directory.config().text().layers());
                    try (TextDecoder recorder =
                            new TextDecoder(directory.config().text(), weights, device, recordings)) {
                        run.record(recorder, chunk, tokens);
                    }
                    for (int i = 0; i < count; i++) {
                        Tensor all = ForcedRun.recorded(recordings, i);
                        long step = Math.max(1, all.size(0) / ROWS_EACH);
                        Tensor some = torch.arange(
                                new org.bytedeco.pytorch.Scalar(0),
                                new org.bytedeco.pytorch.Scalar(all.size(0)),
                                new org.bytedeco.pytorch.Scalar(step));
                        rows.get(i).push_back(all.index_select(0, some.to(torch.ScalarType.Long)));
                        peaks.get(i).push_back(all.abs().amax(new long[] {0}, false));
                    }
                }
            }
        }
        List<Inputs> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inputs.add(new Inputs(
                    torch.cat(rows.get(i), 0), torch.stack(peaks.get(i), 0).amax(new long[] {0}, false)));
            rows.get(i).clear();
        }
        return inputs;
    }

    private List<Matrix> chosen(List<Inputs> inputs, Map<String, Int8Recipe.Entry> entries, Consumer<Matrix> listener)
            throws ModelException {
        List<WeightSlots.Slot> slots = Weights.decoderLayers(directory);
        List<Matrix> matrices = new ArrayList<>();
        try (Scripts scripts = Scripts.load("layers", "int8");
                WeightLoader loader = new WeightLoader(directory, device, Precision.FP32)) {
            for (int i = 0; i < inputs.size(); i++) {
                int layer = i / Int8Layers.MATRICES.size();
                int which = i % Int8Layers.MATRICES.size();
                String name = Int8Layers.name(layer, which);
                WeightSlots.Slot slot = slots.get(Weights.DECODER_LAYER * layer + Int8Layers.MATRICES.get(which));
                try (PointerScope scope = new PointerScope()) {
                    Tensor wide = loader.wide(((WeightSlots.Matrix) slot).plan());
                    Trial best = best(scripts, inputs.get(i), wide);
                    Matrix matrix = new Matrix(
                            name,
                            best.strength,
                            best.plainError,
                            best.median,
                            best.worst,
                            best.median <= MEDIAN_LIMIT && best.worst <= WORST_LIMIT);
                    entries.put(name, new Int8Recipe.Entry(matrix.eight(), best.exponents));
                    matrices.add(matrix);
                    listener.accept(matrix);
                }
            }
        }
        return matrices;
    }

    private record Trial(double strength, double plainError, double median, double worst, List<Integer> exponents) {
        double badness() {
            return Double.isFinite(worst) ? median + WORST_SHARE * worst : Double.MAX_VALUE;
        }
    }

    private static Trial best(Scripts scripts, Inputs inputs, Tensor wide) {
        List<Trial> trials = new ArrayList<>();
        double plain = 0;
        for (double strength : STRENGTHS) {
            try (PointerScope scope = new PointerScope()) {
                Tensor smoothing = strength == 0
                        ? torch.ones(wide.size(1))
                        : scripts.tensor("smoothing_of", Values.of(inputs.peaks), Values.of(wide), Values.of(strength));
                float[] errors = Values.toFloats(
                        scripts.tensor("int8_error", Values.of(inputs.rows), Values.of(wide), Values.of(smoothing)));
                plain = strength == 0 ? errors[0] : plain;
                List<Integer> exponents = new ArrayList<>();
                if (strength > 0) {
                    for (float factor : Values.toFloats(smoothing)) {
                        exponents.add(Math.getExponent(factor));
                    }
                }
                trials.add(new Trial(strength, plain, errors[0], errors[1], exponents));
            }
        }
        return trials.stream()
                .min(java.util.Comparator.comparingDouble(Trial::badness))
                .orElseThrow();
    }
}
