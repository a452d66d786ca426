package qasr.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The four products of a decoder layer of 0.6B, as the decoder calls them, with matrices of four layers in turn: more than
 * a cache holds, as in a step of decoding.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProductKernel {
    private static final int LAYERS = 4;
    private static final double SCALE = 0.02;

    /** Outputs and inputs of q, k and v together, of what follows attention, of gate and up, and of down. */
    private static final long[][] SHAPES = {{4096, 1024}, {1024, 2048}, {6144, 1024}, {1024, 3072}};

    @Param({"fp16", "int8", "bf16", "fp32"})
    public String dtype;

    @Param({"1", "6", "8", "405"})
    public int rows;

    private record Matrix(IValue weight, IValue eight, IValue input) {}

    private final List<Matrix> matrices = new ArrayList<>();
    private Scripts scripts;
    private int layer;

    /** Makes matrices and rows. */
    @Setup(Level.Trial)
    public void make() {
        Libtorch.start();
        Libtorch.setThreads(1);
        scripts = Scripts.load("layers", "int8");
        torch.manual_seed(StageCosts.SEED);
        for (int i = 0; i < LAYERS; i++) {
            for (long[] shape : SHAPES) {
                try (PointerScope scope = new PointerScope();
                        NoGradGuard guard = new NoGradGuard()) {
                    Matrix matrix = matrix(torch.randn(shape).mul_(new Scalar(SCALE)));
                    matrix.weight.retainReference();
                    matrix.eight.retainReference();
                    matrix.input.retainReference();
                    matrices.add(matrix);
                }
            }
        }
    }

    private Matrix matrix(Tensor wide) {
        IValue input = Values.of(torch.randn(new long[] {rows, wide.size(1)}));
        IValue none = Values.tensors(List.of());
        return switch (dtype) {
            case "fp16" -> new Matrix(Values.of(torch.fbgemm_pack_gemm_matrix_fp16(wide)), none, input);
            case "bf16" -> new Matrix(Values.of(wide.to(ScalarType.BFloat16)), none, input);
            case "int8" ->
                new Matrix(
                        Values.of(torch.zeros(1)),
                        scripts.call(
                                "int8_matrix",
                                Values.of(wide),
                                Values.of(torch.ones(wide.size(1))),
                                Values.of(Values.longs()),
                                Values.of(false)),
                        input);
            default -> new Matrix(Values.of(wide), none, input);
        };
    }

    /** Sets what belongs to the measured thread. */
    @Setup(Level.Iteration)
    public void useOneThread() {
        Libtorch.useOneThread();
    }

    /** One layer. */
    @Benchmark
    public long products() {
        long elements = 0;
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            for (int i = 0; i < SHAPES.length; i++) {
                Matrix matrix = matrices.get(layer * SHAPES.length + i);
                elements += scripts.tensor("multiply", matrix.input, matrix.weight, matrix.eight, Values.of(false))
                        .numel();
            }
        }
        layer = (layer + 1) % LAYERS;
        return elements;
    }
}
