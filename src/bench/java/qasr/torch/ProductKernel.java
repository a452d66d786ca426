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

    private record Product(KernelCalls.Matrix matrix, IValue input) {}

    private final List<Product> products = new ArrayList<>();
    private Scripts scripts;
    private int layer;

    /** Makes matrices and rows. */
    @Setup(Level.Trial)
    public void make() {
        Libtorch.start();
        Libtorch.setThreads(1);
        scripts = KernelCalls.productScripts();
        torch.manual_seed(StageCosts.SEED);
        for (int i = 0; i < LAYERS; i++) {
            for (long[] shape : SHAPES) {
                try (PointerScope scope = new PointerScope();
                        NoGradGuard guard = new NoGradGuard()) {
                    Tensor wide = torch.randn(shape).mul_(new Scalar(SCALE));
                    KernelCalls.Matrix matrix = KernelCalls.Matrix.of(scripts, dtype, wide);
                    IValue input = Values.of(torch.randn(new long[] {rows, wide.size(1)}));
                    matrix.weight().retainReference();
                    matrix.eight().retainReference();
                    input.retainReference();
                    products.add(new Product(matrix, input));
                }
            }
        }
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
                Product product = products.get(layer * SHAPES.length + i);
                elements += product.matrix.product(scripts, product.input).numel();
            }
        }
        layer = (layer + 1) % LAYERS;
        return elements;
    }
}
