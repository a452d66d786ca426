package qasr.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import qasr.model.DeviceException;
import qasr.model.ModelConfig;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Precision;

/**
 * The matrix products of a chunk by themselves, with the kernels and the threads that the network uses, but nothing
 * between them: what a stage cannot be faster than.
 */
public final class MatrixProducts {
    private static final int REPETITIONS = 5;
    private static final int FRAMES_PER_SECOND = 100;

    /**
     * Thread seconds for a second of sound.
     *
     * @param encoder the encoder's linear layers, without its convolutions
     * @param convolutions its convolutions and the matrix that ends them
     * @param prefill the text decoder's linear layers over the audio tokens and what follows them
     */
    public record Costs(double encoder, double convolutions, double prefill) {}

    private final ModelConfig config;
    private final Weights weights;
    private final Scripts scripts;
    private final int frames;
    private final int rows;

    private MatrixProducts(ModelConfig config, Weights weights, Scripts scripts, double seconds) {
        this.config = config;
        this.weights = weights;
        this.scripts = scripts;
        frames = (int) Math.round(FRAMES_PER_SECOND * seconds);
        rows = config.audio().audioTokens(frames);
    }

    /**
     * Measures the products of chunks that are {@code seconds} long, {@code threads} chunks at a time.
     *
     * @param dtype as --dtype has it
     */
    public static Costs measure(Path model, String dtype, double seconds, int threads)
            throws ModelException, DeviceException {
        Libtorch.start();
        Libtorch.setThreads(1);
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Scripts scripts = Scripts.load("layers", "int8", "audio_encoder", "products")) {
            Device device = new Device("cpu");
            Precision precision = MachinePrecision.on(device, Precision.valueOf(dtype.toUpperCase(Locale.ROOT)));
            ModelDirectory directory = ModelDirectory.open(model);
            try (Weights weights = Weights.load(directory, device, precision, List.of(model))) {
                MatrixProducts products = new MatrixProducts(directory.config(), weights, scripts, seconds);
                return new Costs(
                        together(threads, products::encoder) / seconds,
                        together(threads, products::convolutions) / seconds,
                        together(threads, products::prefill) / seconds);
            }
        }
    }

    /** Returns the seconds that {@code work} takes on each of several threads that do it at the same time. */
    private static double together(int threads, Runnable work) {
        List<CompletableFuture<Double>> results = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            CompletableFuture<Double> result = new CompletableFuture<>();
            results.add(result);
            Thread thread = new Thread(() -> {
                Libtorch.useOneThread();
                try (NoGradGuard guard = new NoGradGuard()) {
                    result.complete(seconds(work));
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        return results.stream().mapToDouble(CompletableFuture::join).average().orElseThrow();
    }

    private static double seconds(Runnable work) {
        work.run();
        long start = System.nanoTime();
        for (int i = 0; i < REPETITIONS; i++) {
            work.run();
        }
        return (System.nanoTime() - start) / 1e9 / REPETITIONS;
    }

    private void encoder() {
        try (PointerScope scope = new PointerScope()) {
            int width = config.audio().width();
            scripts.tensor(
                    "encoder_products",
                    Values.of(numbers(rows, width)),
                    Values.of(numbers(rows, config.audio().feedForward())),
                    weights.encoderLayers(),
                    weights.encoderHead());
        }
    }

    private void convolutions() {
        try (PointerScope scope = new PointerScope()) {
            int chunk = config.audio().chunkFrames();
            Tensor chunks = torch.randn(new long[] {
                (frames + chunk - 1) / chunk, 1, config.features().melBins(), chunk
            });
            scripts.tensor("convolutions", Values.of(chunks), weights.stem());
        }
    }

    private void prefill() {
        try (PointerScope scope = new PointerScope()) {
            int width = config.text().heads() * config.text().headDim();
            scripts.tensor(
                    "decoder_products",
                    Values.of(numbers(rows, config.text().hidden())),
                    Values.of(numbers(rows, width)),
                    Values.of(numbers(rows, config.text().feedForward())),
                    weights.decoderLayers(),
                    weights.decoderEights());
        }
    }

    private static Tensor numbers(long count, long width) {
        return torch.randn(new long[] {count, width});
    }
}
