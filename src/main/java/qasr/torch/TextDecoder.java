package qasr.torch;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.TextDecoderConfig;

/** Runs text_decoder.py. Tensors it returns belong to the caller's pointer scope. Owns native memory: close it. */
final class TextDecoder implements AutoCloseable {
    /** Positions that run through all layers at once: enough for full speed, and it bounds the attention mask. */
    private static final int PREFILL_BLOCK = 512;

    private final TextDecoderConfig config;
    private final Weights weights;
    private final Device device;
    private final Scripts scripts = Scripts.load("text_decoder");

    TextDecoder(TextDecoderConfig config, Weights weights, Device device) {
        this.config = config;
        this.weights = weights;
        this.device = device;
    }

    /** Returns a session whose cache has room for {@code capacity} positions and holds none. */
    TorchSession session(int capacity) {
        try (PointerScope scope = new PointerScope()) {
            // Not filled with zeros: only positions that were written are ever read, so untouched pages stay unused.
            Tensor cache = torch.empty(
                    new long[] {config.layers(), 2, config.kvHeads(), capacity, config.headDim()},
                    new TensorOptions(ScalarType.Float).device(new DeviceOptional(device)),
                    new MemoryFormatOptional());
            return new TorchSession(cache);
        }
    }

    /** Returns the embeddings [1, ids.length, hidden] of {@code ids}. */
    Tensor embed(int... ids) {
        long[] indices = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            indices[i] = ids[i];
        }
        Tensor index = Values.longs(indices).to(device, ScalarType.Long).unsqueeze(0);
        return torch.embedding(weights.embedding(), index).to(ScalarType.Float);
    }

    /** Runs embeddings [1, S, hidden] after what {@code session} holds; returns the last position's state [1, hidden]. */
    Tensor prefill(TorchSession session, Tensor embeddings) {
        int length = Math.toIntExact(embeddings.size(1));
        Tensor last = embeddings;
        for (int start = 0; start < length; start += PREFILL_BLOCK) {
            int block = Math.min(PREFILL_BLOCK, length - start);
            Tensor mask = scripts.tensor("causal_mask", Values.of((long) block), Values.of((long) session.length()))
                    .to(device, ScalarType.Bool);
            Tensor positions = torch.arange(new Scalar(session.length()), new Scalar(session.length() + block))
                    .unsqueeze(0);
            last = run(embeddings.narrow(1, start, block), positions, List.of(session), Values.of(mask));
            session.advance(block);
        }
        return last.select(1, -1);
    }

    /** Runs one position of each session; embeddings [sessions, 1, hidden], returns the states [sessions, hidden]. */
    Tensor step(List<TorchSession> sessions, Tensor embeddings) {
        long[] positions = sessions.stream().mapToLong(TorchSession::length).toArray();
        Tensor states = run(embeddings, Values.longs(positions).unsqueeze(1), sessions, Values.none());
        sessions.forEach(session -> session.advance(1));
        return states.select(1, 0);
    }

    /**
     * Runs positions that do not follow each other, such as a tree's; returns their states [S, hidden]. The session's
     * length stays as it is.
     *
     * @param positions [1, S]
     * @param mask [S, session length + S], true where a row may look
     */
    Tensor branch(TorchSession session, Tensor embeddings, Tensor positions, Tensor mask) {
        return run(embeddings, positions, List.of(session), Values.of(mask.to(device, ScalarType.Bool)))
                .select(0, 0);
    }

    private Tensor run(Tensor embeddings, Tensor positions, List<TorchSession> sessions, IValue mask) {
        return scripts.tensor(
                "decode_cached",
                Values.of(embeddings),
                Values.of(positions.to(device, ScalarType.Long)),
                Values.tensors(sessions.stream().map(TorchSession::cache).toList()),
                Values.integers(
                        sessions.stream().mapToLong(TorchSession::length).toArray()),
                mask,
                weights.decoderLayers(),
                Values.of(weights.norm()),
                Values.of((long) config.heads()),
                Values.of((long) config.kvHeads()),
                Values.of((long) config.headDim()),
                Values.of(config.ropeTheta()),
                Values.of(config.rmsNormEps()));
    }

    /** Returns the likeliest token after each of the states [B, hidden]. */
    Choices choose(Tensor states) {
        return new Choices(Values.toDoubles(scripts.tensor("choose", Values.of(states), Values.of(weights.output()))));
    }

    /** Returns all logits [B, vocabulary] after the states [B, hidden]. */
    Tensor logits(Tensor states) {
        return scripts.tensor("logits", Values.of(states), Values.of(weights.output()));
    }

    /** Returns the natural logarithm of the probability of {@code tokens[k]} after row k of the states [K, hidden]. */
    double[] logProbabilities(Tensor states, long[] tokens) {
        Tensor chosen = Values.longs(tokens).to(device, ScalarType.Long);
        return Values.toDoubles(
                scripts.tensor("log_probabilities", Values.of(states), Values.of(weights.output()), Values.of(chosen)));
    }

    @Override
    public void close() {
        scripts.close();
    }
}
