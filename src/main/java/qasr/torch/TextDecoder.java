package qasr.torch;

import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.TextDecoderConfig;

/**
 * Runs the text decoder, cached_decoder.py. Thread-safe. Returned tensors belong to the caller's pointer scope. Owns
 * native memory: close it.
 */
final class TextDecoder implements AutoCloseable {
    /**
     * Positions that run through all layers at once: enough for full speed, and half the memory of 512 at a time. The last
     * block has up to MASK_ROWS more.
     */
    static final int PREFILL_BLOCK = 256;
    /** Positions of a block if several threads run blocks of one prompt, so that most prompts have several blocks. */
    private static final int SHARED_BLOCK = 128;
    /** Positions that share a block of the attention mask. */
    static final int MASK_ROWS = 64;
    /** The scripts of the text decoder. */
    static final List<String> SCRIPTS = List.of("layers", "int8", "cached_decoder");

    private final TextDecoderConfig config;
    private final Weights weights;
    private final Device device;
    private final IValue int8Layers;
    private final OutputLayer output;
    private final boolean byVectors;
    private final Scripts scripts = Scripts.load(SCRIPTS);
    /** The result of norms_of_heads. It is computed at its first use, because the weights may still be loading. */
    private Optional<IValue> headNorms = Optional.empty();

    TextDecoder(TextDecoderConfig config, Weights weights, Device device) {
        this(config, weights, device, weights.decoderInt8Layers());
    }

    /** Multiplies with {@code int8Layers} instead of the weights' own, or records there; they stay the caller's. */
    TextDecoder(TextDecoderConfig config, Weights weights, Device device, IValue int8Layers) {
        this.int8Layers = int8Layers;
        this.config = config;
        this.weights = weights;
        this.device = device;
        byVectors = device.is_cpu() && !Libtorch.hasSmallProducts();
        output = new OutputLayer(
                weights.output(), weights.tokens().output(), weights.tokens().shortlist(), device);
    }

    /** Returns a session whose cache has room for {@code capacity} positions and holds none. */
    TorchSession session(int capacity) {
        try (PointerScope scope = new PointerScope()) {
            return new TorchSession(cache(config.layers(), capacity));
        }
    }

    private Tensor cache(int layers, int capacity) {
        return torch.empty(
                new long[] {layers, 2, config.kvHeads(), capacity, config.headDim()},
                new TensorOptions(weights.cacheType()).device(new DeviceOptional(device)),
                new MemoryFormatOptional());
    }

    /** Returns the embeddings [ids.length, hidden] of {@code ids}. */
    Tensor embed(int... ids) {
        return weights.tokens().embedding().rows(ids);
    }

    /** Runs embeddings [S, hidden] after what {@code session} holds; returns the last position's state [1, hidden]. */
    Tensor prefill(TorchSession session, Tensor embeddings) {
        return prefill(session, embeddings, false, 1);
    }

    /** Runs as {@link #prefill}; with 8 bits, it also adds the products of the rounding remainders. */
    Tensor prefillPrecisely(TorchSession session, Tensor embeddings) {
        return prefill(session, embeddings, true, 1);
    }

    /**
     * As {@link #prefill} or, if {@code twice}, {@link #prefillPrecisely}; returns the states of the last positions
     * [{@code wanted}, hidden].
     */
    Tensor prefill(TorchSession session, Tensor embeddings, boolean twice, int wanted) {
        return prefill(session, embeddings, twice, wanted, Crew.ALONE);
    }

    /** Returns whether a prompt of so many positions is too short to be divided into blocks of similar size. */
    static boolean isShort(int positions) {
        return positions <= SHARED_BLOCK + MASK_ROWS;
    }

    /**
     * As above, with the help of {@code crew}. Where operators must not be divided among threads, each thread takes a
     * block of the prompt: a layer of a block needs keys and values of the same layer of the blocks before it only.
     */
    Tensor prefill(TorchSession session, Tensor embeddings, boolean twice, int wanted, Crew crew) {
        int length = Math.toIntExact(embeddings.size(0));
        session.reserve(length);
        if (!device.is_cpu() || (weights.areShareable() && crew.cores() == 1)) {
            return inTurn(session, embeddings, twice, wanted);
        }
        Tensor states = embeddings.clone();
        int blocks = (length + SHARED_BLOCK - 1) / SHARED_BLOCK;
        BlockLine[] line = new BlockLine[1];
        line[0] = new BlockLine(blocks, block -> carry(line[0], block, session, states, twice, wanted));
        crew.others().accept(line[0]::work);
        line[0].work();
        line[0].finish();
        session.advance(length);
        return scripts.tensor(
                "normalised_states",
                Values.of(states.narrow(0, length - wanted, wanted)),
                Values.of(weights.norm()),
                Values.of(config.rmsNormEps()));
    }

    /**
     * Returns how many rows of a block the last layer must compute. The others only fill its cache. The numbers of a wanted
     * row must not depend on the blocks: so either exactly the wanted rows are computed, if one mask has them all, or whole
     * blocks.
     *
     * @param first the block's first position of {@code length}
     * @param wanted the number of positions at the end whose states are wanted
     */
    private static int wantedRows(int first, int rows, int length, int wanted) {
        if (first + rows <= length - wanted) {
            return 0;
        }
        int rowsOfLastMask = (length - 1) % MASK_ROWS + 1;
        return wanted <= rowsOfLastMask ? wanted : rows;
    }

    /** Carries a block of {@code states} [S, hidden] through all layers and leaves the wanted rows of the result there. */
    private void carry(BlockLine line, int block, TorchSession session, Tensor states, boolean twice, int wanted) {
        try (PointerScope scope = new PointerScope()) {
            int first = block * SHARED_BLOCK;
            int length = Math.toIntExact(states.size(0));
            int rows = Math.min(SHARED_BLOCK, length - first);
            int start = session.length() + first;
            IValue masks = masks(rows, start);
            Tensor x = states.narrow(0, first, rows);
            Tensor positions = torch.arange(new Scalar(start), new Scalar(start + rows));
            for (int layer = 0; layer < config.layers(); layer++) {
                boolean last = layer == config.layers() - 1;
                line.enter(block, layer);
                scripts.call(
                        "run_layer",
                        Values.of(x),
                        Values.of(positions.to(device, ScalarType.Long)),
                        Values.of(session.cache()),
                        Values.of((long) start),
                        masks,
                        weights.decoderLayers(),
                        int8Layers,
                        Values.of((long) layer),
                        Values.of(twice),
                        headNorms(),
                        Values.of((long) config.heads()),
                        Values.of((long) config.kvHeads()),
                        Values.of((long) config.headDim()),
                        Values.of(config.ropeTheta()),
                        Values.of(config.rmsNormEps()),
                        Values.of((long) (last ? wantedRows(first, rows, length, wanted) : rows)));
                line.leave(block);
            }
        }
    }

    private IValue masks(int rows, int start) {
        return scripts.call(
                "causal_masks",
                Values.of((long) rows),
                Values.of((long) start),
                Values.of((long) MASK_ROWS),
                Values.of((long) config.heads() / config.kvHeads()),
                new IValue(device));
    }

    private Tensor inTurn(TorchSession session, Tensor embeddings, boolean twice, int wanted) {
        int length = Math.toIntExact(embeddings.size(0));
        TensorVector states = new TensorVector();
        int start = 0;
        while (start < length) {
            int left = length - start;
            // A block for a few rows more would read all weights again.
            int block = left <= PREFILL_BLOCK + MASK_ROWS ? left : PREFILL_BLOCK;
            IValue masks = masks(block, session.length());
            Tensor positions = torch.arange(new Scalar(session.length()), new Scalar(session.length() + block));
            Tensor last = run(
                    embeddings.narrow(0, start, block),
                    positions,
                    List.of(session),
                    masks,
                    weights.decoderLayers(),
                    twice,
                    wantedRows(start, block, length, wanted));
            session.advance(block);
            start += block;
            long needed = Math.min(last.size(0), wanted - Math.max(0, length - start));
            if (needed > 0) {
                states.push_back(last.narrow(0, last.size(0) - needed, needed));
            }
        }
        return torch.cat(states, 0);
    }

    /**
     * Runs a whole sequence of embeddings [S, hidden] and keeps nothing; returns all its states [S, hidden]. All layers share
     * the room of one layer's keys and values, so the threads of {@code crew} divide each half of a layer into blocks.
     */
    Tensor pass(Tensor embeddings, Crew crew) {
        int length = Math.toIntExact(embeddings.size(0));
        Tensor states = embeddings.clone();
        Tensor cache = cache(1, length).get(0);
        Tensor queries = torch.empty(
                new long[] {length, config.kvHeads(), config.heads() / config.kvHeads(), config.headDim()},
                new TensorOptions(ScalarType.Float).device(new DeviceOptional(device)),
                new MemoryFormatOptional());
        int blocks = (length + SHARED_BLOCK - 1) / SHARED_BLOCK;
        for (int layer = 0; layer < config.layers(); layer++) {
            long index = layer;
            BlockLine.carry(blocks, crew, block -> ask(index, block, states, queries, cache));
            BlockLine.carry(blocks, crew, block -> answer(index, block, states, queries, cache));
        }
        return scripts.tensor(
                "normalised_states", Values.of(states), Values.of(weights.norm()), Values.of(config.rmsNormEps()));
    }

    private void ask(long layer, int block, Tensor states, Tensor queries, Tensor cache) {
        try (PointerScope scope = new PointerScope()) {
            int first = block * SHARED_BLOCK;
            int rows = Math.min(SHARED_BLOCK, Math.toIntExact(states.size(0)) - first);
            Tensor positions = torch.arange(new Scalar(first), new Scalar(first + rows));
            Tensor made = scripts.tensor(
                    "ask",
                    Values.of(states.narrow(0, first, rows)),
                    Values.of(positions.to(device, ScalarType.Long)),
                    Values.of(cache),
                    Values.of((long) first),
                    weights.decoderLayers(),
                    int8Layers,
                    Values.of(layer),
                    headNorms(),
                    Values.of((long) config.heads()),
                    Values.of((long) config.kvHeads()),
                    Values.of((long) config.headDim()),
                    Values.of(config.ropeTheta()),
                    Values.of(config.rmsNormEps()));
            queries.narrow(0, first, rows).copy_(made);
        }
    }

    private void answer(long layer, int block, Tensor states, Tensor queries, Tensor cache) {
        try (PointerScope scope = new PointerScope()) {
            int first = block * SHARED_BLOCK;
            int rows = Math.min(SHARED_BLOCK, Math.toIntExact(states.size(0)) - first);
            scripts.call(
                    "answer",
                    Values.of(states.narrow(0, first, rows)),
                    Values.of(queries.narrow(0, first, rows)),
                    Values.of(cache),
                    masks(rows, first),
                    weights.decoderLayers(),
                    int8Layers,
                    Values.of(layer),
                    Values.of(config.rmsNormEps()));
        }
    }

    /**
     * Runs one position of each session; embeddings [sessions, hidden], returns the states [sessions, hidden].
     *
     * @param twice as for {@link #prefillPrecisely}
     */
    Tensor step(List<TorchSession> sessions, Tensor embeddings, boolean twice) {
        long[] positions = sessions.stream().mapToLong(TorchSession::length).toArray();
        sessions.forEach(session -> session.reserve(1));
        Tensor states = run(
                embeddings,
                Values.longs(positions),
                sessions,
                Values.tensors(List.of()),
                weights.decoderStepLayers(),
                twice,
                sessions.size());
        sessions.forEach(session -> session.advance(1));
        return states;
    }

    /**
     * Runs several positions of {@code session} that follow each other, each with the numbers that {@link #step} gives it;
     * embeddings [S, hidden], returns the states [S, hidden]. The session's length stays as it is: the caller advances it by
     * the positions that are to stay.
     */
    Tensor steps(TorchSession session, Tensor embeddings) {
        int count = Math.toIntExact(embeddings.size(0));
        session.reserve(count);
        Tensor positions = torch.arange(new Scalar(session.length()), new Scalar(session.length() + count));
        return run(
                embeddings,
                positions,
                List.of(session),
                Values.tensors(List.of()),
                weights.decoderStepLayers(),
                false,
                count);
    }

    /**
     * Runs positions that do not follow each other, such as a tree's; returns their states [S, hidden]. The session's
     * length stays as it is.
     *
     * @param positions [S]
     * @param mask [S, session length + S], true where a row may look
     */
    Tensor branch(TorchSession session, Tensor embeddings, Tensor positions, Tensor mask) {
        session.reserve(Math.toIntExact(embeddings.size(0)));
        Tensor additive = scripts.tensor(
                "additive_mask",
                Values.of(mask.to(device, ScalarType.Bool)),
                Values.of((long) config.heads() / config.kvHeads()));
        return run(
                embeddings,
                positions,
                List.of(session),
                Values.tensors(List.of(additive)),
                weights.decoderLayers(),
                false,
                Math.toIntExact(embeddings.size(0)));
    }

    private Tensor run(
            Tensor embeddings,
            Tensor positions,
            List<TorchSession> sessions,
            IValue masks,
            IValue layers,
            boolean twice,
            int wanted) {
        return scripts.tensor(
                "decode_cached",
                Values.of(embeddings),
                Values.of(positions.to(device, ScalarType.Long)),
                Values.tensors(sessions.stream().map(TorchSession::cache).toList()),
                Values.integers(
                        sessions.stream().mapToLong(TorchSession::length).toArray()),
                masks,
                layers,
                int8Layers,
                Values.of(twice),
                Values.of(weights.norm()),
                headNorms(),
                Values.of((long) config.heads()),
                Values.of((long) config.kvHeads()),
                Values.of((long) config.headDim()),
                Values.of(config.ropeTheta()),
                Values.of(config.rmsNormEps()),
                Values.of(byVectors),
                Values.of((long) wanted));
    }

    /** Returns whether attention multiplies by vectors, see {@link Libtorch#hasSmallProducts}. */
    boolean isByVectors() {
        return byVectors;
    }

    /** Returns the factors of query and key heads, as norms_of_heads makes them. */
    synchronized IValue headNorms() {
        if (headNorms.isEmpty()) {
            IValue made = scripts.call(
                    "norms_of_heads",
                    weights.decoderLayers(),
                    Values.of((long) config.heads()),
                    Values.of((long) config.kvHeads()),
                    Values.of((long) config.headDim()));
            made.retainReference();
            headNorms = Optional.of(made);
        }
        return headNorms.get();
    }

    /** Returns the output layer, which converts states to tokens. */
    OutputLayer output() {
        return output;
    }

    @Override
    public void close() {
        headNorms.ifPresent(IValue::releaseReference);
        output.close();
        scripts.close();
    }
}
