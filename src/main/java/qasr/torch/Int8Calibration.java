package qasr.torch;

import java.io.UncheckedIOException;
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
    private final Device device;
    private final Prompt prompt;
    private final Listener listener;
    private final OneCorePool cores;

    private Int8Calibration(
            ModelDirectory directory, List<Path> folders, Device device, Listener listener, OneCorePool cores) {
        this.cores = cores;
        this.directory = directory;
        this.folders = folders;
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
     * @param heard the changes in the speech for calibration
     * @param heldOut the changes in the speech for testing
     */
    public record Outcome(Path file, List<Matrix> matrices, Int8Quality heard, Int8Quality heldOut) {
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
                return new Int8Calibration(directory, options.folders(), device, listener, cores).run(speech);
            }
        }
    }

    /** Returns the file of the recipe in the first of {@code folders} that has one. */
    public static Optional<Path> recipeIn(List<Path> folders) {
        return Int8Recipe.fileIn(folders);
    }

    private Outcome run(List<Waveform> speech) throws ModelException {
        Outcome outcome;
        try (Weights weights = Weights.load(directory, device, Precision.FP16, folders)) {
            listener.says("decoding the speech in 16 bits");
            try (Int8Speech heard = new Int8Speech(directory, weights, device, prompt, speech, cores)) {
                outcome = outcome(heard);
            }
        }
        listener.says("packing the weights");
        Weights.load(directory, device, Precision.INT8, folders).close();
        return outcome;
    }

    private Outcome outcome(Int8Speech speech) throws ModelException {
        List<List<Tensor>> int8Layers = new ArrayList<>();
        try {
            List<Int8Scaling> scalings = scalings(speech, int8Layers);
            Choice choice = choice(speech, scalings, int8Layers);
            Map<String, Int8Recipe.Entry> entries = new TreeMap<>();
            List<Matrix> matrices = new ArrayList<>();
            for (int i = 0; i < scalings.size(); i++) {
                Int8Scaling scaling = scalings.get(i);
                String name = name(i);
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
            Path file = new Int8Recipe(entries, choice.change.heard(), choice.change.heldOut())
                    .write(folders, WeightLoader.origin(Weights.slots(directory).matrices()));
            return new Outcome(file, matrices, choice.change.heard(), choice.change.heldOut());
        } finally {
            int8Layers.forEach(parts -> parts.forEach(Tensor::releaseReference));
        }
    }

    private static String name(int matrix) {
        int each = Int8Layers.MATRICES.size();
        return Int8Layers.name(matrix / each, matrix % each);
    }

    /** A matrix with its best scaling; the parts are retained. */
    private record Scaled(Int8Scaling scaling, List<Tensor> parts) {}

    /** Returns the scaling of each matrix, and adds the scaled matrix to {@code int8Layers}, retained. */
    private List<Int8Scaling> scalings(Int8Speech speech, List<List<Tensor>> int8Layers) throws ModelException {
        List<WeightSlots.Slot> slots = Weights.decoderLayers(directory);
        try (PointerScope recorded = new PointerScope();
                Scripts scripts = Scripts.load("layers", "int8");
                WeightLoader loader = new WeightLoader(directory, device, Precision.FP32, scripts)) {
            List<Int8Scaling.Inputs> inputs = speech.inputs();
            AtomicInteger measured = new AtomicInteger();
            List<Scaled> all = cores.map(inputs.size(), i -> {
                Scaled scaled;
                try {
                    scaled = scaled(scripts, loader, slots, inputs.get(i), i);
                } catch (ModelException e) {
                    throw new UncheckedIOException(e);
                }
                FreedMemory.giveBack();
                synchronized (listener) {
                    listener.measured(measured.incrementAndGet(), inputs.size());
                }
                return scaled;
            });
            all.forEach(scaled -> int8Layers.add(scaled.parts));
            return all.stream().map(Scaled::scaling).toList();
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof UncheckedIOException unchecked
                    && unchecked.getCause() instanceof ModelException unreadable) {
                throw unreadable;
            }
            throw e;
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
    private Choice choice(Int8Speech speech, List<Int8Scaling> scalings, List<List<Tensor>> int8Layers) {
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
            Int8Speech.Change change = speech.change(only(int8Layers, set));
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
