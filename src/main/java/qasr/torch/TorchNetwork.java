package qasr.torch;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import qasr.audio.Waveform;
import qasr.model.DecodeRequest;
import qasr.model.Decoding;
import qasr.model.DeviceException;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.ModelInput;
import qasr.model.Network;
import qasr.model.Prompt;
import qasr.model.SoundEncoder;
import qasr.model.StageTimes;
import qasr.model.TokenListener;

/** A Qwen3-ASR network run by libtorch, with one worker per core. Owns native memory and threads: close it. */
public final class TorchNetwork implements Network, SoundEncoder {
    private final ChunkEngine engine;
    private final String device;
    private final int rows;
    private final int secondsAtOnce;
    private final StageTimes times;
    private final WorkPlan plan;
    private final List<Thread> workers = new ArrayList<>();
    private boolean closed;

    private TorchNetwork(ChunkEngine engine, String device, int threads, BatchLimits room, StageTimes times) {
        this.engine = engine;
        this.device = device;
        this.times = times;
        rows = threads * room.rows();
        secondsAtOnce = engine.seconds(room.cacheBytes());
        plan = new WorkPlan(threads, room.rows(), engine.sharesSteps(threads), room.cacheBytes());
        for (int i = 1; i <= threads; i++) {
            Thread worker = new Thread(new ChunkWorker(plan, engine, times), "network " + i);
            worker.setDaemon(true);
            worker.start();
            workers.add(worker);
        }
    }

    /**
     * Loads the network of {@code directory}. This takes several seconds for a large model the first time, and less
     * than a second with packed weights.
     *
     * @throws ModelException if the weights cannot be read
     * @throws DeviceException if the device that the options name is not there
     */
    @MustBeClosed
    public static TorchNetwork open(ModelDirectory directory, NetworkOptions options)
            throws ModelException, DeviceException {
        return open(directory, options, new StageTimes());
    }

    /** Loads the network of {@code directory} and has it tell {@code times} where its time goes. */
    @MustBeClosed
    public static TorchNetwork open(ModelDirectory directory, NetworkOptions options, StageTimes times)
            throws ModelException, DeviceException {
        Libtorch.start();
        Libtorch.setThreads(1);
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Device device = Libtorch.device(options.device());
            Weights weights = Weights.load(directory, device, options);
            BatchLimits room;
            try {
                room = BatchLimits.of(directory, weights, device, options);
            } catch (RuntimeException e) {
                weights.close();
                throw e;
            }
            device.retainReference();
            ChunkEngine engine = new ChunkEngine(
                    directory.config(),
                    weights,
                    device,
                    options.ignoresStops(),
                    !options.avoided().contains(Kernel.CONVOLUTIONS));
            int threads = device.is_cpu() ? options.threads() : 1;
            return new TorchNetwork(engine, device.str().getString(), threads, room, times);
        }
    }

    /** Returns the device: "cpu", "cuda:0" and so on. */
    public String device() {
        checkOpen();
        return device;
    }

    /** Returns the precision of the weights: "fp32", "bf16", "fp16" or "int8". */
    public String precision() {
        checkOpen();
        return engine.precision();
    }

    /** Returns a caution about the precision, if there is one: that int8 was not calibrated. */
    public Optional<Int8Caution> caution() {
        checkOpen();
        return engine.caution();
    }

    /**
     * Loads the native libraries and asks what {@link #open} asks first about the machine, so that a later {@link #open} on
     * another thread is faster.
     */
    public static void loadAhead() {
        Libtorch.start();
        WeightLoader.packingWorks();
        if (Processor.multipliesBf16()) {
            BlockedTensors.isPossible();
        }
    }

    /** Compiles the scripts of one network while it is {@code needed}; a later {@link #open} then need not do so. */
    public static void compileAhead(BooleanSupplier needed) {
        Scripts.compileAhead(
                List.of(
                        Weights.SCRIPTS,
                        AudioEncoder.MEL_SCRIPTS,
                        AudioEncoder.ENCODER_SCRIPTS,
                        TextDecoder.SCRIPTS,
                        OutputLayer.SCRIPTS,
                        Proposer.SCRIPTS),
                needed);
    }

    /**
     * Returns a table with the time of each operator for one chunk, after all other work is done.
     *
     * @throws UnsupportedOperationException if this build of libtorch cannot tell
     */
    public String profile(Prompt prompt, Waveform chunk) {
        checkOpen();
        return called(() -> new ChunkProfile(engine, prompt, chunk, rows / workers.size()).table());
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int secondsAtOnce() {
        return secondsAtOnce;
    }

    @Override
    public int room(Prompt prompt, int samples) {
        return engine.room(prompt, Math.max(samples, ModelInput.MINIMUM_SAMPLES));
    }

    @Override
    public void prepare(Prompt prompt) {
        checkOpen();
        engine.forgetAllBut(prompt);
        // Nobody waits for it: it reads all weights of the decoder, while the first recording is opened and read.
        plan.add(new NetworkTask.Call(() -> {
            try {
                engine.prepare(prompt);
            } catch (RuntimeException | Error e) {
                // The first request with this prompt computes it again, and reports the failure.
            }
        }));
    }

    @Override
    public CompletableFuture<Decoding> submit(DecodeRequest request, TokenListener listener) {
        checkOpen();
        Waveform input = ModelInput.prepared(request.waveform());
        Prompt prompt = request.prompt();
        int budget = engine.affordable(input, prompt, request.tokenBudget());
        CompletableFuture<Decoding> result = new CompletableFuture<>();
        plan.add(new NetworkTask.Decode(new ChunkTask(
                input, prompt, budget, engine.cacheBytes(input, prompt, budget), request, listener, times, result)));
        return result;
    }

    @Override
    public double[] score(Prompt prompt, Waveform waveform, List<int[]> continuations) {
        checkOpen();
        Waveform input = ModelInput.prepared(waveform);
        ContinuationTree tree = new ContinuationTree(continuations);
        return called(() -> engine.score(input, prompt, tree));
    }

    @Override
    public float[][] encode(Waveform waveform) {
        checkOpen();
        Waveform input = ModelInput.prepared(waveform);
        return called(() -> engine.encoded(input));
    }

    /** Computes on a worker, which has one thread an operator. */
    <T> T called(Supplier<T> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        plan.add(new NetworkTask.Call(() -> {
            try {
                result.complete(action.get());
            } catch (RuntimeException | Error e) { // somebody waits for any of them
                result.completeExceptionally(e);
            }
        }));
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("network is closed");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        plan.cancel();
        workers.forEach(worker -> plan.add(new NetworkTask.Leave()));
        boolean interrupted = false;
        for (Thread worker : workers) {
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true; // memory can be released only when no worker uses it
                }
            }
        }
        engine.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
