package qasr.torch;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Trials of products of rows and matrices, as in layers.py and int8.py, against plain loops. */
final class ProductTrials implements AutoCloseable {
    /**
     * A product.
     *
     * @param rows one and several in a step of decoding, a hundred in a prompt
     * @param in as the published models have, or less
     * @param out a few blocks of what kernels take at once
     */
    private record Shape(int rows, int in, int out) {}

    private static final List<Shape> SHAPES = List.of(
            new Shape(1, 1024, 96),
            new Shape(2, 896, 64),
            new Shape(3, 2048, 64),
            new Shape(8, 3072, 64),
            new Shape(14, 1024, 96),
            new Shape(100, 896, 64));

    /** A matrix of a decoder layer and a kernel of the encoder as a matrix, with as many rows as a prompt has. */
    private static final List<Shape> STEADY_SHAPES = List.of(new Shape(260, 1024, 1024), new Shape(100, 4320, 480));

    private static final int[] THREADS = {1, 2, 3, 8};
    /** Without BF16 units oneDNN shares sums out among eight threads, so nothing is shared there. */
    private static final int[] ONE_THREAD = {1};

    private static final int[] ROWS = {1, 2, 3, 5, 8, 16, 31, 64, 100};

    private final TrialNumbers numbers;
    private final Scripts scripts = Scripts.load("layers", "int8", "kernel_trial");

    ProductTrials(TrialNumbers numbers) {
        this.numbers = numbers;
    }

    /** Returns the error of products with float32 matrices. */
    double fp32() {
        double worst = products(weight -> weight);
        int in = 1024;
        double[] matrix = numbers.coarse(70 * in);
        double[] x = numbers.fine(in);
        try (PointerScope scope = new PointerScope()) {
            Tensor actual = scripts.tensor(
                    "trial_vector_product",
                    Values.of(TrialNumbers.tensor(matrix, 70, in)),
                    Values.of(TrialNumbers.tensor(x, in)));
            return TrialNumbers.worse(worst, TrialNumbers.error(PlainLoops.product(x, matrix, in), actual));
        }
    }

    /** Returns the error of products with matrices packed in FP16. */
    double fp16() {
        return products(torch::fbgemm_pack_gemm_matrix_fp16);
    }

    /**
     * Returns the error of products with BF16 matrices and rows; infinity if a row's numbers change with the rows beside it
     * or with the threads, which results must never depend on.
     */
    double bf16() {
        if (!BlockedMatrix.isPossible()) {
            return products(weight -> weight.to(ScalarType.BFloat16));
        }
        double prompts = bf16(matrix -> matrix);
        return StepMatrix.isPossible() ? TrialNumbers.worse(prompts, bf16(StepMatrix::of)) : prompts;
    }

    private double bf16(UnaryOperator<Tensor> use) {
        double worst = products(weight -> use.apply(BlockedMatrix.of(scripts, weight.to(ScalarType.BFloat16))));
        return isSteady(use) ? worst : Double.POSITIVE_INFINITY;
    }

    /** Returns whether a row's products with blocked matrices, as used for prompts or for steps, are always the same bits. */
    private boolean isSteady(UnaryOperator<Tensor> use) {
        for (Shape shape : STEADY_SHAPES) {
            try (PointerScope scope = new PointerScope()) {
                Tensor weight = TrialNumbers.tensor(numbers.coarse(shape.out * shape.in), shape.out, shape.in);
                Tensor matrix = use.apply(BlockedMatrix.of(scripts, weight.to(ScalarType.BFloat16)));
                Tensor x = TrialNumbers.tensor(numbers.fine(shape.rows * shape.in), shape.rows, shape.in);
                Tensor all = product(x, matrix, 1);
                for (int threads : Processor.multipliesBf16() ? THREADS : ONE_THREAD) {
                    for (int rows : ROWS) {
                        Tensor some = product(x.narrow(0, 0, rows), matrix, threads);
                        if (!some.equal(all.narrow(0, 0, rows))) {
                            return false;
                        }
                    }
                }
            }
        }
        return true;
    }

    private Tensor product(Tensor x, Tensor matrix, int threads) {
        return Libtorch.withThreads(
                threads, () -> scripts.tensor("dense_blocked", Values.of(x), Values.of(matrix), Values.none()));
    }

    private double products(Function<Tensor, Tensor> form) {
        double worst = 0;
        for (Shape shape : SHAPES) {
            double[] x = numbers.fine(shape.rows * shape.in);
            double[] weight = numbers.coarse(shape.out * shape.in);
            try (PointerScope scope = new PointerScope()) {
                Tensor actual = scripts.tensor(
                        "dense",
                        Values.of(TrialNumbers.tensor(x, shape.rows, shape.in)),
                        Values.of(form.apply(TrialNumbers.tensor(weight, shape.out, shape.in))));
                worst = TrialNumbers.worse(worst, TrialNumbers.error(PlainLoops.product(x, weight, shape.in), actual));
            }
        }
        return worst;
    }

    /** Returns the error of products in 8 bits of numbers that 8 bits hold exactly. */
    double int8() {
        double worst = 0;
        for (Shape shape : SHAPES) {
            double[] x = numbers.whole(shape.rows * shape.in, 127);
            // Two neighbours together never exceed 127, and one alone is 127 in each row: the row's scale is 1.
            double[] weight = numbers.whole(shape.out * shape.in, 63);
            for (int row = 0; row < shape.out; row++) {
                weight[row * shape.in] = 127;
                weight[row * shape.in + 1] = 0;
            }
            for (int row = 0; row < shape.rows; row++) {
                x[row * shape.in + 2] = 127;
            }
            try (PointerScope scope = new PointerScope()) {
                double[] ones = new double[shape.in];
                Arrays.fill(ones, 1);
                IValue matrix = scripts.call(
                        "int8_matrix",
                        Values.of(TrialNumbers.tensor(weight, shape.out, shape.in)),
                        Values.of(TrialNumbers.tensor(ones, shape.in)),
                        Values.of(torch.empty(
                                new long[] {0},
                                Values.longs(0).options(),
                                new org.bytedeco.pytorch.MemoryFormatOptional())),
                        Values.of(true));
                Tensor actual = scripts.tensor(
                        "dense_int8",
                        Values.of(TrialNumbers.tensor(x, shape.rows, shape.in)),
                        matrix,
                        Values.of(false));
                worst = TrialNumbers.worse(worst, TrialNumbers.error(PlainLoops.product(x, weight, shape.in), actual));
            }
        }
        return worst;
    }

    @Override
    public void close() {
        scripts.close();
    }
}
