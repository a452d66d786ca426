package qasr.torch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import qasr.audio.Waveform;
import qasr.model.ModelConfig;
import qasr.model.Prompt;
import qasr.model.Stage;
import qasr.model.StageTimes;

/**
 * What the workers have in common: weights, scripts and the prompt, all of them only read while chunks are on their way.
 * Tensors it returns belong to the caller's pointer scope. Owns native memory: close it.
 */
final class ChunkEngine implements AutoCloseable {
    private final ModelConfig config;
    private final Set<Integer> stopIds;
    private final Weights weights;
    private final Device device;
    private final AudioEncoder encoder;
    private final TextDecoder decoder;
    private Optional<TorchSession> prefix = Optional.empty();
    private Prompt prompt = new Prompt(new int[0], new int[0]);

    /** Takes the weights and the device, retained, to close them with itself. */
    ChunkEngine(ModelConfig config, Weights weights, Device device, boolean ignoresStops) {
        this.config = config;
        this.weights = weights;
        this.device = device;
        stopIds = ignoresStops ? Set.of() : config.tokens().stop();
        encoder = new AudioEncoder(config, weights, device);
        decoder = new TextDecoder(config.text(), weights, device);
    }

    /** Returns what the weights are kept in; sums are always float32. */
    String precision() {
        return weights.precision();
    }

    /** Returns a row for {@code chunk}, which takes over {@code session}. */
    DecodingRow row(ChunkTask chunk, TorchSession session) {
        return new DecodingRow(chunk, session, stopIds);
    }

    /** Runs the last token of each of {@code rows}; returns what comes next. */
    Choices step(List<DecodingRow> rows) {
        try (PointerScope scope = new PointerScope()) {
            int[] last = rows.stream().mapToInt(DecodingRow::lastToken).toArray();
            List<TorchSession> sessions =
                    rows.stream().map(DecodingRow::session).toList();
            return choose(decoder.step(sessions, decoder.embed(last)));
        }
    }

    /** Returns the likeliest token after each of the states [B, hidden]. */
    Choices choose(Tensor states) {
        return decoder.choose(states);
    }

    /** Runs the fixed part of {@code newPrompt}, unless it is in use already. */
    void usePrompt(Prompt newPrompt) {
        if (prefix.isPresent() && newPrompt.equals(prompt)) {
            return;
        }
        if (newPrompt.beforeAudio().length == 0 || newPrompt.afterAudio().length == 0) {
            throw new IllegalArgumentException("the prompt is empty");
        }
        try (PointerScope scope = new PointerScope()) {
            int[] before = newPrompt.beforeAudio();
            TorchSession session = decoder.session(before.length);
            // The first token's channels are the greatest of all, and every later one attends to it.
            decoder.prefillPrecisely(session, decoder.embed(before));
            prefix.ifPresent(TorchSession::close);
            prefix = Optional.of(session);
            prompt = newPrompt;
        }
    }

    /** Returns embeddings [S, hidden] of the sound and what follows it in the prompt. */
    Tensor embedded(Waveform input, StageTimes times) {
        long start = System.nanoTime();
        Tensor mel = encoder.logMel(input);
        long between = System.nanoTime();
        Tensor sound = encoder.encode(mel);
        times.add(Stage.MEL, between - start);
        times.add(Stage.ENCODER, System.nanoTime() - between);
        return torch.cat(new TensorVector(sound, decoder.embed(prompt.afterAudio())), 0);
    }

    /** Returns a new session that holds the prompt's fixed part and has room for the rest and {@code more} tokens. */
    TorchSession session(Waveform input, int more) {
        TorchSession fixed = prefix.orElseThrow(() -> new IllegalStateException("usePrompt was not called"));
        TorchSession session = decoder.session(promptLength(input) + more);
        session.copyFrom(fixed);
        return session;
    }

    /** Runs {@code embeddings} after the fixed part; returns the last position's state [1, hidden]. */
    Tensor prefill(TorchSession session, Tensor embeddings) {
        return decoder.prefill(session, embeddings);
    }

    private int promptLength(Waveform input) {
        return prompt.beforeAudio().length + encoder.audioTokens(input) + prompt.afterAudio().length;
    }

    /**
     * Returns how many bytes the cache of a chunk is expected to fill: its prompt, and half of the tokens that it may
     * say, which is twice what fast speech says.
     */
    long cacheBytes(Waveform input, int budget) {
        long position = 2L
                * Float.BYTES
                * config.text().layers()
                * config.text().kvHeads()
                * config.text().headDim();
        return position * (promptLength(input) + budget / 2);
    }

    /** Returns {@code budget}, or what the model's positions leave of it. */
    int affordable(Waveform input, int budget) {
        int room = config.text().maxPositions() - promptLength(input);
        if (room < 1) {
            throw new IllegalArgumentException("a chunk of " + input.seconds() + " s with its prompt takes "
                    + promptLength(input) + " positions, the model has "
                    + config.text().maxPositions());
        }
        return Math.min(Math.max(budget, 0), room);
    }

    /** Returns the natural logarithm of the probability of each of the tree's continuations after {@code input}. */
    double[] score(Waveform input, ContinuationTree tree) {
        affordable(input, tree.nodes());
        try (PointerScope scope = new PointerScope();
                TorchSession session = session(input, tree.nodes())) {
            Tensor state = decoder.prefill(session, embedded(input, new StageTimes()));
            return tree.score(decoder, session, state);
        }
    }

    /** Checks that a prompt has been set. */
    void checkPrompt() {
        if (prefix.isEmpty()) {
            throw new IllegalStateException("usePrompt was not called");
        }
    }

    /** Lets go of everything; no worker may be left. */
    @Override
    public void close() {
        prefix.ifPresent(TorchSession::close);
        encoder.close();
        decoder.close();
        weights.close();
        device.releaseReference();
    }
}
