package qasr.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
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

/** The attention of one row of a step of decoding with 0.6B, in one layer after another: each has a cache of its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AttentionKernel {
    private static final int LAYERS = 28;
    private static final int HEADS = 16;
    private static final int KV_HEADS = 8;
    private static final int WIDTH = 128;

    @Param({"150", "480"})
    public int positions;

    private final List<IValue> caches = new ArrayList<>();
    private Scripts scripts;
    private IValue queries;
    private int layer;

    /** Makes the caches, full. */
    @Setup(Level.Trial)
    public void make() {
        Libtorch.start();
        Libtorch.setThreads(1);
        scripts = KernelCalls.attentionScripts();
        torch.manual_seed(StageCosts.SEED);
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            queries = retained(Values.of(torch.randn(new long[] {1, KV_HEADS, HEADS / KV_HEADS, WIDTH})));
            for (int i = 0; i < LAYERS; i++) {
                caches.add(retained(Values.of(torch.randn(new long[] {2, KV_HEADS, positions, WIDTH}))));
            }
        }
    }

    private static IValue retained(IValue value) {
        value.retainReference();
        return value;
    }

    /** Sets what belongs to the measured thread. */
    @Setup(Level.Iteration)
    public void useOneThread() {
        Libtorch.useOneThread();
    }

    /** One layer of one row. */
    @Benchmark
    public long attention() {
        layer = (layer + 1) % LAYERS;
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            return KernelCalls.attention(scripts, queries, caches.get(layer)).numel();
        }
    }
}
