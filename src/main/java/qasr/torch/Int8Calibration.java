package qasr.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import qasr.audio.Waveform;
import qasr.model.DeviceException;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Precision;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;

/**
 * Determines which matrices of a model's text decoder can be computed in 8 bits, from their inputs during speech. It
 * chooses how much of each channel's scale moves into the weights (SmoothQuant, arXiv:2211.10438) and which channels
 * stay in 16 bits. The worst matrices stay in 16 bits until at most one token in a thousand changes. The result is an
 * {@link Int8Recipe}.
 */
public final class Int8Calibration {
    /** A matrix stays in 16 bits if half of its rows have a larger error than this, relative to their length ... */
    private static final double MEDIAN_LIMIT = 0.03;
    /** ... or one row has a larger error than this, because of an outlier that no scale fits. */
    private static final double WORST_LIMIT = 0.1;
    /** The search ends when it is exact to this fraction of all matrices. */
    private static final int PRECISION_OF_SEARCH = 16;
    /** Each core needs up to 0.3 GB of memory, for a chunk's logits or for a matrix in float32 and its trials. */
    private static final int MOST_CORES = 4;

    private final ModelDirectory directory;
    private final List<Path> folders;
    private final Set<Kernel> avoided;
    private final Device device;
    private final Prompt prompt;
    private final Listener listener;
    private final OneCorePool cores;

    private Int8Calibration(
            ModelDirectory directory, NetworkOptions options, Device device, Listener listener, OneCorePool cores) {
        this.cores = cores;
        this.directory = directory;
        this.folders = options.folders();
        this.avoided = options.avoided();
        this.device = device;
        this.listener = listener;
        prompt = new PromptBuilder(directory.tokenizer()).build("");
    }

    /** Receives the progress of a calibration. */
    public interface Listener {
        /** A part of the work begins or has ended; {@code text} names it. */
        void says(String text);

        /** {@code matrices} of {@code all} matrices have been measured. */
        void measured(int matrices, int all);
    }

    /**
     * The result for one matrix.
     *
     * @param strength the share of its input channels' scale that was moved into it
     * @param plainError the median error of its rows without moving, relative to the rows' lengths
     * @param medianError the median error with {@code strength}
     * @param worstError the error of the worst row
     * @param beside the number of its input channels in 16 bits
     * @param eight whether the matrix is in 8 bits
     */
    public record Matrix(
            String name,
            double strength,
            double plainError,
            double medianError,
            double worstError,
            int beside,
            boolean eight) {}

    /**
     * The result for a model.
     *
     * @param file the file with the recipe
     * @param encoderInBf16 whether the encoder and the KV cache were in BF16 when the changes were counted
     * @param heard the changes in the speech for calibration
     * @param heldOut the changes in the speech for testing
     */
    public record Outcome(
            Path file, List<Matrix> matrices, boolean encoderInBf16, Int8Quality heard, Int8Quality heldOut) {
        public Outcome {
            matrices = List.copyOf(matrices);
        }
    }

    /**
     * Calibrates the model {@code directory} and writes its recipe into the first writable folder. If too many tokens
     * change with any choice, the recipe keeps everything in 16 bits.
     *
     * @param speech chunks of speech, of about ten seconds each
     * @param options their folders are for the recipe and packed weights, the preferred one first
     * @throws DeviceException if this machine cannot multiply in 8 bits
     */
    public static Outcome run(
            ModelDirectory directory, NetworkOptions options, List<Waveform> speech, Listener listener)
            throws ModelException, DeviceException {
        Libtorch.start();
        Libtorch.setThreads(options.threads());
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Device device = new Device("cpu");
            MachinePrecision.on(device, Precision.INT8, Weights.areInBf16(directory), options.avoided());
            try (OneCorePool cores = new OneCorePool("calibration", Math.min(MOST_CORES, options.threads()))) {
                return new Int8Calibration(directory, options, device, listener, cores).run(speech);
            }
        }
    }

    /** Returns the file of the recipe in the first of {@code folders} that has one. */
    public static Optional<Path> recipeIn(List<Path> folders) {
        return Int8Recipe.fileIn(folders);
    }

    private Outcome run(List<Waveform> speech) throws ModelException {
        Result result = best(speech);
        Int8Recipe recipe = result.recipe;
        Path file = recipe.write(
                folders, WeightLoader.origin(WeightSlots.of(directory).matrices()));
        listener.says("packing the weights");
        Weights.load(directory, device, Precision.INT8, folders, avoided, cores.count())
                .close();
        return new Outcome(file, result.matrices, recipe.encoderInBf16(), recipe.heard(), recipe.heldOut());
    }

    /** A recipe, and what it was chosen from. */
    private record Result(Int8Recipe recipe, List<Matrix> matrices) {
        long eight() {
            return matrices.stream().filter(Matrix::eight).count();
        }
    }

    /**
     * Calibrates with encoder and KV cache as {@code --dtype int8} has them: in BF16 where {@code --dtype auto} takes BF16
     * for everything. If BF16 changes tokens of FP16, or leaves less than half of the matrices in 8 bits, FP16 is tried.
     */
    private Result best(List<Waveform> speech) throws ModelException {
        Optional<Result> inBf16 = MachinePrecision.besideInt8(Weights.areInBf16(directory), avoided) == Precision.BF16
                ? inBf16(speech)
                : Optional.empty();
        if (inBf16.isPresent()
                && 2 * inBf16.get().eight() >= inBf16.get().matrices.size()) {
            return inBf16.get();
        }
        Result inFp16 = inFp16(speech);
        return inBf16.filter(result -> result.eight() >= inFp16.eight()).orElse(inFp16);
    }

    /** Returns the result with encoder and cache in BF16; empty if these alone change tokens. */
    private Optional<Result> inBf16(List<Waveform> speech) throws ModelException {
        listener.says("decoding the speech with encoder and cache in BF16");
        try (Weights weights = Weights.withEncoderInBf16(directory, device, folders);
                Int8Speech decoded = new Int8Speech(directory, device, prompt, speech, cores, weights, avoided)) {
            Int8Speech.Change change;
            try (Weights sixteen = Weights.load(directory, device, Precision.FP16, folders)) {
                change = decoded.change(sixteen);
            }
            listener.says("in FP16 instead " + change);
            return change.mayBeChance() ? Optional.of(result(decoded, weights, true)) : Optional.empty();
        }
    }

    private Result inFp16(List<Waveform> speech) throws ModelException {
        listener.says("decoding the speech in FP16");
        try (Weights weights = Weights.load(directory, device, Precision.FP16, folders);
                Int8Speech decoded = new Int8Speech(directory, device, prompt, speech, cores, weights, avoided)) {
            return result(decoded, weights, false);
        }
    }

    private Result result(Int8Speech speech, Weights weights, boolean inBf16) throws ModelException {
        List<List<Tensor>> int8Layers = new ArrayList<>();
        try {
            List<Int8Scaling> scalings = scalings(speech, weights, int8Layers);
            Choice choice = choice(speech, weights, scalings, int8Layers);
            Map<String, Int8Recipe.Entry> entries = new TreeMap<>();
            List<Matrix> matrices = new ArrayList<>();
            for (int i = 0; i < scalings.size(); i++) {
                Int8Scaling scaling = scalings.get(i);
                String name = Int8Layers.name(i);
                boolean eight = choice.int8Layers.contains(i);
                entries.put(name, eight ? scaling.entry() : Int8Recipe.Entry.SIXTEEN);
                matrices.add(new Matrix(
                        name,
                        scaling.strength(),
                        scaling.plainError(),
                        scaling.medianError(),
                        scaling.worstError(),
                        scaling.entry().beside().size(),
                        eight));
            }
            Int8Speech.Change change = choice.change;
            return new Result(new Int8Recipe(entries, inBf16, change.heard(), change.heldOut()), matrices);
        } finally {
            int8Layers.forEach(parts -> parts.forEach(Tensor::releaseReference));
        }
    }

    /** A matrix with its best scaling; the parts are retained. */
    private record Scaled(Int8Scaling scaling, List<Tensor> parts) {}

    /** Returns the scaling of each matrix, and adds the scaled matrix to {@code int8Layers}, retained. */
    private List<Int8Scaling> scalings(Int8Speech speech, Weights weights, List<List<Tensor>> int8Layers)
            throws ModelException {
        List<WeightSlots.Slot> slots = Weights.decoderLayers(directory);
        try (PointerScope recorded = new PointerScope();
                Scripts scripts = Scripts.load("layers", "int8");
                WeightLoader loader = new WeightLoader(
                        directory, device, new PartPrecisions(Precision.FP32, Precision.FP32), scripts, avoided)) {
            List<Int8Scaling.Inputs> inputs = speech.inputs(weights);
            AtomicInteger measured = new AtomicInteger();
            List<Scaled> all = cores.mapReading(inputs.size(), i -> {
                Scaled scaled = scaled(scripts, loader, slots, inputs.get(i), i);
                FreedMemory.giveBack();
                synchronized (listener) {
                    listener.measured(measured.incrementAndGet(), inputs.size());
                }
                return scaled;
            });
            all.forEach(scaled -> int8Layers.add(scaled.parts));
            return all.stream().map(Scaled::scaling).toList();
        }
    }

    private static Scaled scaled(
            Scripts scripts, WeightLoader loader, List<WeightSlots.Slot> slots, Int8Scaling.Inputs inputs, int matrix)
            throws ModelException {
        int each = Int8Layers.MATRICES.size();
        int first = Weights.DECODER_LAYER * (matrix / each);
        WeightSlots.Slot slot = slots.get(first + Int8Layers.MATRICES.get(matrix % each));
        OptionalInt norm = Int8Layers.norm(matrix % each);
        Tensor wide = loader.wide(((WeightSlots.Matrix) slot).plan());
        Optional<Tensor> weights = norm.isEmpty()
                ? Optional.empty()
                : Optional.of(loader.plain((WeightSlots.Plain) slots.get(first + norm.getAsInt())));
        Tensor untried = Int8Layers.untried(scripts, wide, weights);
        Int8Scaling best = Int8Scaling.best(scripts, inputs, wide, untried);
        List<Tensor> parts = Int8Layers.unfolded(scripts, wide, best.entry());
        parts.forEach(Tensor::retainReference);
        return new Scaled(best, parts);
    }

    /** The matrices in 8 bits, and the changes that they cause. */
    private record Choice(Set<Integer> int8Layers, Int8Speech.Change change) {}

    /** Finds the largest number of matrices in 8 bits, the best first, that meets the limits. */
    private Choice choice(
            Int8Speech speech, Weights weights, List<Int8Scaling> scalings, List<List<Tensor>> int8Layers) {
        List<Integer> candidates = IntStream.range(0, scalings.size())
                .boxed()
                .filter(i -> scalings.get(i).medianError() <= MEDIAN_LIMIT
                        && scalings.get(i).worstError() <= WORST_LIMIT)
                .sorted(Comparator.comparingDouble(i -> scalings.get(i).badness()))
                .toList();
        Choice choice = new Choice(Set.of(), speech.unchanged());
        int good = 0;
        int tried = candidates.size();
        int bad = candidates.size() + 1;
        int close = Math.max(1, scalings.size() / PRECISION_OF_SEARCH);
        int fewer = close;
        while (tried > good && bad - good > close) {
            Set<Integer> set = Set.copyOf(candidates.subList(0, tried));
            Int8Speech.Change change = speech.change(weights, only(int8Layers, set));
            listener.says("with " + tried + " of " + scalings.size() + " matrices in 8 bits " + change);
            if (change.isTrusted()) {
                good = tried;
                choice = new Choice(set, change);
            } else {
                bad = tried;
            }
            // Usually almost all matrices are good, so it begins there with small steps.
            tried = good == 0 ? Math.max(bad - fewer, bad / 2) : (good + bad) / 2;
            fewer *= 2;
        }
        return choice;
    }

    private static List<List<Tensor>> only(List<List<Tensor>> int8Layers, Set<Integer> chosen) {
        return IntStream.range(0, int8Layers.size())
                .mapToObj(i -> chosen.contains(i) ? int8Layers.get(i) : List.<Tensor>of())
                .toList();
    }
}
