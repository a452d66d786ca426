package qasr.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import qasr.model.ModelDirectory;
import qasr.model.TextDecoderConfig;

/**
 * Measures the best number of rows of a decoding step, once per machine. It depends on the processor's registers: a
 * kernel processes several rows while it reads the weights once.
 *
 * <p>Only the matrix products of some layers are timed. All other work is done row by row and does not change the
 * optimum. Another number replaces the default only if it is clearly faster in every round. On a busy machine the
 * rounds disagree, and the default remains.
 */
final class StepRows {
    /** The default: fbgemm's AVX2 kernel processes up to six rows while it reads the weights once. */
    static final int DEFAULT = 6;

    /** The numbers to try: about the rows of a kernel, 6 with AVX2 and 14 with AVX-512, and multiples. */
    private static final List<Integer> CANDIDATES = List.of(DEFAULT, 4, 8, 10, 12, 14);
    /** Fewer layers would fit into a cache, which a whole step's weights do not. */
    private static final int LAYERS = 4;

    private static final int ROUNDS = 5;
    /** A number of rows must cost no more than this part of the default's time a row, in each round. */
    private static final double CLEARLY = 0.93;

    private StepRows() {}

    /**
     * Returns the best number for matrices of these sizes from an earlier run, or measures it in half a second.
     *
     * @param folders where numbers that were found may be kept, the best first; without, nothing is measured
     */
    static int of(ModelDirectory directory, Weights weights, List<Path> folders) {
        boolean small = directory.config().text().layers() < LAYERS || !WeightLoader.isLarge(directory);
        if (small || folders.isEmpty()) {
            return DEFAULT;
        }
        TextDecoderConfig config = directory.config().text();
        RowsFile file = new RowsFile(
                folders,
                String.format(
                        Locale.ROOT,
                        "%s %d %d %d",
                        weights.precision(),
                        config.hidden(),
                        config.heads() * config.headDim(),
                        config.feedForward()));
        OptionalInt found = file.find();
        if (found.isPresent() || !file.canBeKept()) {
            return found.orElse(DEFAULT);
        }
        int rows = best(CANDIDATES, measured(config, weights));
        file.keep(rows);
        return rows;
    }

    /** Returns nanoseconds [round][candidate]. */
    private static double[][] measured(TextDecoderConfig config, Weights weights) {
        double[][] nanos = new double[ROUNDS][CANDIDATES.size()];
        try (Scripts scripts = Scripts.load("layers", "int8", "step_products");
                PointerScope scope = new PointerScope()) {
            List<Runnable> work = new ArrayList<>();
            for (int rows : CANDIDATES) {
                Tensor x = torch.ones(rows, config.hidden());
                Tensor heads = torch.ones(rows, (long) config.heads() * config.headDim());
                Tensor hidden = torch.ones(rows, config.feedForward());
                work.add(() -> {
                    try (PointerScope inner = new PointerScope()) {
                        scripts.tensor(
                                "decoder_products",
                                Values.of(x),
                                Values.of(heads),
                                Values.of(hidden),
                                weights.decoderLayers(),
                                weights.decoderInt8Layers(),
                                Values.of((long) LAYERS));
                    }
                });
            }
            work.get(0).run(); // brings the weights into memory
            for (double[] round : nanos) {
                for (int i = 0; i < round.length; i++) {
                    long start = System.nanoTime();
                    work.get(i).run();
                    round[i] = System.nanoTime() - start;
                }
            }
        }
        return nanos;
    }

    /**
     * Returns the candidate with the least time per row if all rounds agree, else the first candidate.
     *
     * @param nanos [round][candidate]
     */
    static int best(List<Integer> candidates, double[][] nanos) {
        int best = candidates.get(0);
        double least = CLEARLY;
        for (int i = 1; i < candidates.size(); i++) {
            int rows = candidates.get(i);
            int at = i;
            double[] sorted = Arrays.stream(nanos)
                    .mapToDouble(round -> round[at] / rows / (round[0] / candidates.get(0)))
                    .sorted()
                    .toArray();
            double middle = sorted[sorted.length / 2];
            if (sorted[sorted.length - 1] < CLEARLY && middle < least) {
                least = middle;
                best = rows;
            }
        }
        return best;
    }
}
