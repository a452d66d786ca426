package qasr.torch;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import qasr.audio.Waveform;
import qasr.model.Decoding;
import qasr.model.DeviceException;
import qasr.model.ModelConfig;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.ModelInput;
import qasr.model.Network;
import qasr.model.Prompt;
import qasr.model.TokenListener;

/** Qwen3-ASR run by libtorch. Owns native memory: close it. Not thread-safe. */
public final class TorchNetwork implements Network {
    // Below this an operation takes microseconds: waking a second thread costs as much as it saves, and on a busy
    // machine the threads wait for each other far longer than they work.
    private static final long WEIGHTS_FOR_THREADS = 30_000_000;

    private final ModelConfig config;
    private final Device device;
    private final Weights weights;
    private final AudioEncoder encoder;
    private final TextDecoder decoder;
    private Optional<TorchSession> prefix = Optional.empty();
    private Prompt prompt = new Prompt(new int[0], new int[0]);
    private boolean closed;

    private TorchNetwork(ModelConfig config, Weights weights, Device device) {
        this.config = config;
        this.weights = weights;
        this.device = device;
        encoder = new AudioEncoder(config, weights, device);
        decoder = new TextDecoder(config.text(), weights, device);
    }

    /**
     * Loads the network of {@code directory}: seconds for the full shape.
     *
     * @throws ModelException if the weights cannot be read
     * @throws DeviceException if the device that the options name is not there
     */
    @MustBeClosed
    public static TorchNetwork open(ModelDirectory directory, NetworkOptions options)
            throws ModelException, DeviceException {
        Libtorch.start();
        Libtorch.setThreads(directory.weights() < WEIGHTS_FOR_THREADS ? 1 : options.threads());
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Device device = Libtorch.device(options.device());
            Weights weights = Weights.load(directory, device, options.threads());
            device.retainReference();
            return new TorchNetwork(directory.config(), weights, device);
        }
    }

    /** Returns what it runs on: "cpu", "cuda:0" and so on. */
    public String device() {
        checkOpen();
        try (PointerScope scope = new PointerScope()) {
            return device.str().getString();
        }
    }

    @Override
    public void usePrompt(Prompt newPrompt) {
        checkOpen();
        if (prefix.isPresent() && newPrompt.equals(prompt)) {
            return;
        }
        if (newPrompt.beforeAudio().length == 0 || newPrompt.afterAudio().length == 0) {
            throw new IllegalArgumentException("the prompt is empty");
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            int[] before = newPrompt.beforeAudio();
            TorchSession session = decoder.session(before.length);
            decoder.prefill(session, decoder.embed(before));
            prefix.ifPresent(TorchSession::close);
            prefix = Optional.of(session);
            prompt = newPrompt;
        }
    }

    @Override
    public List<Decoding> decode(List<Waveform> waveforms, int[] tokenBudgets, TokenListener listener) {
        checkOpen();
        if (waveforms.size() != tokenBudgets.length) {
            throw new IllegalArgumentException(
                    waveforms.size() + " waveforms with " + tokenBudgets.length + " token budgets");
        }
        List<Waveform> inputs = waveforms.stream().map(ModelInput::prepared).toList();
        try (NoGradGuard guard = new NoGradGuard();
                GreedyBatch batch = new GreedyBatch(decoder, config.tokens().stop(), listener)) {
            for (int row = 0; row < inputs.size(); row++) {
                try (PointerScope scope = new PointerScope()) {
                    int budget = affordable(inputs.get(row), tokenBudgets[row]);
                    TorchSession session = started(inputs.get(row), budget);
                    batch.add(session, budget);
                    if (budget > 0) {
                        batch.begin(decoder.prefill(session, embedded(inputs.get(row))));
                    }
                }
            }
            return batch.run();
        }
    }

    /** Returns a new session that holds the prompt's fixed part and has room for the rest and {@code more} tokens. */
    private TorchSession started(Waveform input, int more) {
        TorchSession fixed = prefix.orElseThrow(() -> new IllegalStateException("usePrompt was not called"));
        TorchSession session = decoder.session(promptLength(input) + more);
        session.copyFrom(fixed);
        return session;
    }

    private int promptLength(Waveform input) {
        return prompt.beforeAudio().length + encoder.audioTokens(input) + prompt.afterAudio().length;
    }

    /** Returns {@code budget}, or what the model's positions leave of it. */
    private int affordable(Waveform input, int budget) {
        int room = config.text().maxPositions() - promptLength(input);
        if (room < 1) {
            throw new IllegalArgumentException("a chunk of " + input.seconds() + " s with its prompt takes "
                    + promptLength(input) + " positions, the model has "
                    + config.text().maxPositions());
        }
        return Math.min(Math.max(budget, 0), room);
    }

    /** Returns embeddings [1, S, hidden] of the sound and what follows it in the prompt. */
    private Tensor embedded(Waveform input) {
        Tensor sound = encoder.encode(encoder.logMel(input)).unsqueeze(0);
        return torch.cat(new TensorVector(sound, decoder.embed(prompt.afterAudio())), 1);
    }

    @Override
    public double[] score(Waveform waveform, List<int[]> continuations) {
        checkOpen();
        Waveform input = ModelInput.prepared(waveform);
        ContinuationTree tree = new ContinuationTree(continuations);
        affordable(input, tree.nodes());
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                TorchSession session = started(input, tree.nodes())) {
            Tensor state = decoder.prefill(session, embedded(input));
            return tree.score(decoder, session, state);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("network is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            prefix.ifPresent(TorchSession::close);
            encoder.close();
            decoder.close();
            weights.close();
            device.releaseReference();
        }
    }
}
