package qasr.torch;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Products of rows and matrices, as layers.py and int8.py make them, against plain loops. */
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

    /** Returns the error of products with BF16 matrices and rows. */
    double bf16() {
        return products(weight -> weight.to(ScalarType.BFloat16));
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
