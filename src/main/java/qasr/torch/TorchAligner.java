package qasr.torch;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.audio.Waveform;
import qasr.model.AlignmentNetwork;
import qasr.model.DeviceException;
import qasr.model.ModelConfig;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.ModelInput;
import qasr.model.Precision;
import qasr.model.Prompt;

/**
 * The network of a forced aligner, run by libtorch with all threads at one chunk: the recogniser's audio encoder and text
 * decoder, and a head with a row for each class. Any number of threads gives the same bits, because threads share the blocks of
 * a sequence, and never divide an operator: in 3 parts, GELU is another even in BF16. Owns native memory and threads: close it.
 */
public final class TorchAligner implements AlignmentNetwork {
    /** How many timestamps' logits are in memory at once. */
    private static final int ROWS_AT_ONCE = 256;

    private final ModelDirectory directory;
    private final ModelConfig config;
    private final Weights weights;
    private final Device device;
    /** The other threads, if there are any. */
    private final Optional<ExecutorService> helpers;

    private final Crew crew;
    private final AudioEncoder encoder;
    private final TextDecoder decoder;
    private boolean closed;

    private TorchAligner(ModelDirectory directory, Weights weights, Device device, NetworkOptions options) {
        this.directory = directory;
        this.weights = weights;
        this.device = device;
        config = directory.config();
        int others = device.is_cpu() ? options.threads() - 1 : 0;
        helpers = others == 0
                ? Optional.empty()
                : Optional.of(Executors.newFixedThreadPool(others, TorchAligner::helper));
        crew = helpers.map(pool -> new Crew(others + 1, others + 1, work -> help(pool, others, work)))
                .orElse(Crew.ALONE);
        encoder = new AudioEncoder(config, weights, device, !options.avoided().contains(Kernel.CONVOLUTIONS));
        decoder = new TextDecoder(config.text(), weights, device);
    }

    /**
     * Loads the network of {@code directory}.
     *
     * @throws ModelException if the weights cannot be read, or are not an aligner's
     * @throws DeviceException if the device or the precision of the options is not there; an aligner has no INT8
     */
    @MustBeClosed
    public static TorchAligner open(ModelDirectory directory, NetworkOptions options)
            throws ModelException, DeviceException {
        if (directory.config().aligner().isEmpty()) {
            throw new ModelException(directory.path() + ": not a forced aligner");
        }
        if (options.precision() == Precision.INT8) {
            throw new DeviceException(
                    DeviceException.Reason.PRECISION_NOT_SUPPORTED,
                    "a forced aligner cannot compute in int8; use auto, fp32, fp16 or bf16");
        }
        Libtorch.start();
        Libtorch.setThreads(1);
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Device device = Libtorch.device(options.device());
            Weights weights = Weights.load(directory, device, options);
            device.retainReference();
            return new TorchAligner(directory, weights, device, options);
        }
    }

    private static Thread helper(Runnable work) {
        Thread thread = new Thread(work, "qasr-aligner");
        thread.setDaemon(true);
        return thread;
    }

    private static void help(ExecutorService pool, int count, Runnable work) {
        for (int i = 0; i < count; i++) {
            pool.execute(() -> {
                Libtorch.useOneThread();
                try (NoGradGuard guard = new NoGradGuard()) {
                    work.run();
                }
            });
        }
    }

    /** Returns the precision of the weights: "fp32", "bf16" or "fp16". */
    public String precision() {
        return weights.precision();
    }

    @Override
    public int positions(Waveform waveform, Prompt prompt) {
        return prompt.beforeAudio().length + encoder.audioTokens(waveform) + prompt.afterAudio().length;
    }

    @Override
    public int[] classes(Waveform waveform, Prompt prompt) throws ModelException {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor states = states(waveform, prompt);
            int[] classes = new int[Math.toIntExact(states.size(0))];
            for (int start = 0; start < classes.length; start += ROWS_AT_ONCE) {
                int rows = Math.min(ROWS_AT_ONCE, classes.length - start);
                Choices choices = decoder.output().choose(states.narrow(0, start, rows));
                for (int i = 0; i < rows; i++) {
                    if (!choices.finite(i)) {
                        throw new ModelException(directory.path() + ": the aligner's numbers are not finite; try"
                                + " another precision, or verify the model's files");
                    }
                    classes[start + i] = choices.token(i);
                }
            }
            return classes;
        }
    }

    /** Returns the logits [timestamps, classes]; they belong to the caller's pointer scope. */
    Tensor logits(Waveform waveform, Prompt prompt) {
        return decoder.output().logits(states(waveform, prompt));
    }

    /** Returns the states [timestamps, hidden] at the timestamp tokens. */
    private Tensor states(Waveform waveform, Prompt prompt) {
        if (closed) {
            throw new IllegalStateException("aligner is closed");
        }
        Libtorch.useOneThread(); // whichever thread calls
        int count = positions(waveform, prompt);
        if (waveform.length() < ModelInput.SHORTEST_SAMPLES
                || count > config.text().maxPositions()) {
            throw new IllegalArgumentException(
                    waveform.length() + " samples with their words take " + count + " positions, the aligner has "
                            + config.text().maxPositions() + " and takes " + ModelInput.SHORTEST_SAMPLES
                            + " samples or more");
        }
        Tensor sound = encoder.encode(encoder.logMel(ModelInput.scaled(waveform)), crew);
        int[] after = prompt.afterAudio();
        int timestamp = config.aligner().orElseThrow().timestampToken();
        long[] stamps = IntStream.range(0, after.length)
                .filter(i -> after[i] == timestamp)
                .mapToLong(i -> count - after.length + i)
                .toArray();
        Tensor embeddings =
                torch.cat(new TensorVector(decoder.embed(prompt.beforeAudio()), sound, decoder.embed(after)), 0);
        Tensor all = decoder.pass(embeddings, crew);
        return all.index_select(0, Values.longs(stamps).to(device, ScalarType.Long));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            helpers.ifPresent(ExecutorService::shutdown);
            encoder.close();
            decoder.close();
            weights.close();
            device.releaseReference();
        }
    }
}
