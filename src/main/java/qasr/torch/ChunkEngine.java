package qasr.torch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
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
 * What the workers have in common: weights, scripts and prompts that have been run, all of them only read while chunks are on their way.
 * Tensors it returns belong to the caller's pointer scope. Owns native memory: close it.
 */
final class ChunkEngine implements AutoCloseable {
    // What caches have room for at first, which is enough for most speech. They grow if more is said.
    private static final int TOKENS_PER_SECOND = 4;
    private static final int FIXED_TOKENS = 16;

    private static final int MOST_SECONDS = 24 * 3600;

    private final ModelConfig config;
    private final Set<Integer> stopIds;
    private final Weights weights;
    private final Device device;
    private final AudioEncoder encoder;
    private final TextDecoder decoder;
    private final PromptPrefixes prefixes;

    /**
     * Takes the weights and the device, retained, to close them with itself.
     *
     * @param library whether the library's own convolutions may be used
     */
    ChunkEngine(ModelConfig config, Weights weights, Device device, boolean ignoresStops, boolean library) {
        this.config = config;
        this.weights = weights;
        this.device = device;
        stopIds = ignoresStops ? Set.of() : config.tokens().stop();
        encoder = new AudioEncoder(config, weights, device, library);
        decoder = new TextDecoder(config.text(), weights, device);
        prefixes = new PromptPrefixes(decoder);
    }

    /** Returns what the weights are kept in; sums are always float32. */
    String precision() {
        return weights.precision();
    }

    /** Returns what someone should know who relies on the precision. */
    Optional<Int8Caution> caution() {
        return weights.caution();
    }

    /** Returns a row for {@code chunk}, which takes over {@code session}. */
    DecodingRow row(ChunkTask chunk, TorchSession session, double answerLogProbability) {
        return new DecodingRow(chunk, session, stopIds, answerLogProbability);
    }

    /**
     * Runs the last token of each of {@code rows}; returns what comes next.
     *
     * @param cores how many threads may compute it
     */
    Choices step(List<DecodingRow> rows, int cores) {
        try (PointerScope scope = new PointerScope()) {
            if (rows.stream().noneMatch(DecodingRow::precise)) {
                return choose(shared(cores, () -> states(rows, false)), rows);
            }
            // One by one: a step is either precise or not.
            TensorVector states = new TensorVector();
            rows.forEach(row -> states.push_back(states(List.of(row), row.precise())));
            return choose(torch.cat(states, 0), rows);
        }
    }

    /** Tells whether several threads may compute one step. */
    boolean sharesSteps() {
        return weights.areShareable();
    }

    /** Computes on {@code cores} threads where that changes no bit. */
    private <T> T shared(int cores, Supplier<T> action) {
        return Libtorch.withThreads(sharesSteps() ? cores : 1, action);
    }

    private Tensor states(List<DecodingRow> rows, boolean precise) {
        int[] last = rows.stream().mapToInt(DecodingRow::lastToken).toArray();
        List<TorchSession> sessions = rows.stream().map(DecodingRow::session).toList();
        return decoder.step(sessions, decoder.embed(last), precise);
    }

    /** Returns the likeliest token of each of {@code rows} after the states [rows, hidden] among those it may say. */
    Choices choose(Tensor states, List<DecodingRow> rows) {
        if (rows.stream().noneMatch(DecodingRow::isRestricted)) {
            return decoder.output().choose(states);
        }
        float[] penalties = new float[rows.size()];
        for (int i = 0; i < penalties.length; i++) {
            penalties[i] = (float) rows.get(i).penalty();
        }
        return decoder.output()
                .chooseAmong(
                        states,
                        rows.stream().map(DecodingRow::allowed).toList(),
                        rows.stream().map(DecodingRow::recent).toList(),
                        penalties);
    }

    /** Runs the fixed part of {@code prompt}, and lets go of all others; no chunk may be on its way. */
    void prepare(Prompt prompt) {
        prefixes.only(prompt);
    }

    /** Returns embeddings [S, hidden] of the sound and what follows it in the prompt, computed by so many threads. */
    Tensor embedded(Waveform input, Prompt asked, StageTimes times, int cores) {
        long start = System.nanoTime();
        Tensor mel = encoder.logMel(input);
        long between = System.nanoTime();
        Tensor sound = shared(cores, () -> encoder.encode(mel));
        times.add(Stage.MEL, between - start);
        times.add(Stage.ENCODER, System.nanoTime() - between);
        return torch.cat(new TensorVector(sound, decoder.embed(asked.afterAudio())), 0);
    }

    /**
     * Returns a new session that holds the prompt's fixed part and has room for the rest, and for what is likely said of
     * {@code budget} tokens.
     */
    TorchSession session(Waveform input, Prompt asked, int budget) {
        TorchSession fixed = prefixes.of(asked);
        TorchSession session = decoder.session(expectedLength(input, asked, budget));
        session.copyFrom(fixed);
        return session;
    }

    /**
     * Runs {@code embeddings} after the fixed part; returns the states of the last position and of those before the
     * answer's beginning that the prompt gives, [answer length + 1, hidden]; computed by {@code cores} threads.
     */
    Tensor prefill(ChunkTask chunk, TorchSession session, Tensor embeddings, int cores) {
        int wanted = chunk.prompt().answerLength() + 1;
        return shared(
                cores,
                () -> decoder.prefill(session, embeddings, chunk.request().precise(), wanted));
    }

    /** Returns the natural logarithm of the probability of what the prompt says of the answer, after such states. */
    double answerLogProbability(Prompt asked, Tensor states) {
        int length = asked.answerLength();
        if (length == 0) {
            return 0;
        }
        int[] after = asked.afterAudio();
        long[] answer = IntStream.range(after.length - length, after.length)
                .mapToLong(i -> after[i])
                .toArray();
        return DoubleStream.of(decoder.output().logProbabilities(states.narrow(0, 0, length), answer))
                .sum();
    }

    private int promptLength(Waveform input, Prompt asked) {
        return asked.beforeAudio().length + encoder.audioTokens(input) + asked.afterAudio().length;
    }

    private int expectedLength(Waveform input, Prompt asked, int budget) {
        int likely = FIXED_TOKENS + (int) Math.ceil(TOKENS_PER_SECOND * input.seconds());
        return promptLength(input, asked) + Math.min(budget, likely);
    }

    /** Returns how many bytes the cache of a chunk has at first, which is all that speech needs. */
    long cacheBytes(Waveform input, Prompt asked, int budget) {
        return positionBytes() * expectedLength(input, asked, budget);
    }

    private long positionBytes() {
        return 2L
                * weights.cacheElementBytes()
                * config.text().layers()
                * config.text().kvHeads()
                * config.text().headDim();
    }

    /** Returns how many seconds of sound, and what is likely said about them, caches of {@code bytes} have room for. */
    int seconds(long bytes) {
        double positions = encoder.audioTokens(Waveform.SAMPLE_RATE) + TOKENS_PER_SECOND;
        return (int) Math.min(MOST_SECONDS, bytes / (positionBytes() * positions));
    }

    /** Returns {@code budget}, or what the model's positions leave of it. */
    int affordable(Waveform input, Prompt asked, int budget) {
        int room = config.text().maxPositions() - promptLength(input, asked);
        if (room < 1) {
            throw new IllegalArgumentException("a chunk of " + input.seconds() + " s with its prompt takes "
                    + promptLength(input, asked) + " positions, the model has "
                    + config.text().maxPositions());
        }
        return Math.min(Math.max(budget, 0), room);
    }

    /**
     * Returns the natural logarithm of the probability of each of the tree's continuations after {@code input}. What is not
     * finite was so twice.
     */
    double[] score(Waveform input, Prompt asked, ContinuationTree tree) {
        affordable(input, asked, tree.nodes());
        double[] scores = scored(input, asked, tree);
        boolean finite = DoubleStream.of(scores).allMatch(Double::isFinite);
        return finite ? scores : scored(input, asked, tree);
    }

    private double[] scored(Waveform input, Prompt asked, ContinuationTree tree) {
        try (PointerScope scope = new PointerScope();
                TorchSession session = session(input, asked, tree.nodes())) {
            Tensor state = decoder.prefill(session, embedded(input, asked, new StageTimes(), 1));
            return tree.score(decoder, session, state);
        }
    }

    /** Lets go of everything; no worker may be left. */
    @Override
    public void close() {
        prefixes.close();
        encoder.close();
        decoder.close();
        weights.close();
        device.releaseReference();
    }
}
