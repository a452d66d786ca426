package qasr.torch;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import qasr.audio.Waveform;

/** The log-mel spectrogram of a chunk. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MelKernel {
    @Param("30")
    public int seconds;

    private Scripts scripts;
    private Tensor filters;
    private float[] samples;

    /** Makes noise and filters. */
    @Setup(Level.Trial)
    public void make() {
        Libtorch.start();
        Libtorch.setThreads(1);
        scripts = KernelCalls.melScripts();
        Random random = new Random(StageCosts.SEED);
        samples = new float[seconds * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.1 * random.nextGaussian());
        }
        try (PointerScope scope = new PointerScope()) {
            filters = KernelCalls.melFilters(scripts);
            filters.retainReference();
        }
    }

    /** Sets what belongs to the measured thread. */
    @Setup(Level.Iteration)
    public void useOneThread() {
        Libtorch.useOneThread();
    }

    /** One chunk. */
    @Benchmark
    public long mel() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            return KernelCalls.mel(scripts, samples, filters).numel();
        }
    }
}
