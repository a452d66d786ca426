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
 * The state that all workers share: weights, scripts and computed prompts, read-only while chunks are in progress.
 * Returned tensors belong to the caller's pointer scope. Owns native memory: close it.
 */
final class ChunkEngine implements AutoCloseable {
    // The initial room of caches, enough for most speech. Caches grow if the text is longer.
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
    private final Proposals proposals;

    /**
     * Creates an engine that owns and closes the retained weights and the device.
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
        proposals = new Proposals(config.text(), weights, decoder, device.is_cpu());
    }

    /** Returns the precision of the weights; sums are always float32. */
    String precision() {
        return weights.precision();
    }

    /** Returns a caution about the precision, if there is one. */
    Optional<Int8Caution> caution() {
        return weights.caution();
    }

    /** Returns a row for {@code chunk}, which owns {@code session}. */
    DecodingRow row(ChunkTask chunk, TorchSession session, double answerLogProbability) {
        return new DecodingRow(chunk, session, stopIds, answerLogProbability);
    }

    /**
     * Runs the last token of each of {@code rows} and returns the next tokens.
     *
     * @param cores the number of threads for this step
     */
    Choices step(List<DecodingRow> rows, int cores) {
        try (PointerScope scope = new PointerScope()) {
            if (rows.stream().noneMatch(DecodingRow::precise)) {
                return choose(shared(cores, () -> states(rows, false)), rows, cores);
            }
            // One by one, because precision is set for a whole step.
            TensorVector states = new TensorVector();
            rows.forEach(row -> states.push_back(states(List.of(row), row.precise())));
            return choose(torch.cat(states, 0), rows, cores);
        }
    }

    /** Returns whether tokens can be proposed; see {@link Proposals#areReady}. */
    boolean mayPropose(boolean hasRoom) {
        return proposals.areReady(hasRoom);
    }

    /** Returns the last token of {@code row} and proposals for the next ones, as {@link Proposals#propose}. */
    int[] propose(DecodingRow row, int most, int cores) {
        return proposals.propose(row, most, stopIds, cores);
    }

    /** Lets weights that only proposals need leave memory until they are used again. */
    void leaveProposals() {
        proposals.leave();
    }

    /**
     * Runs {@code tokens}, the row's last one and others that may follow it, and returns the tokens that do follow each of
     * them. They count as long as the one before was right: the caller advances the session by so many positions.
     */
    Choices check(DecodingRow row, int[] tokens, int cores) {
        try (PointerScope scope = new PointerScope()) {
            Tensor states = shared(cores, () -> decoder.steps(row.session(), decoder.embed(tokens)));
            return decoder.output().choose(states, cores);
        }
    }

    /**
     * Returns whether rows are better decoded in one step by two cores than in a step for each of {@code workers} cores, which
     * all read the weights. With two cores they are in each precision: ten minutes took a fifth less time with FP16 on a
     * Xeon held to AVX2. In FP16 and 8 bits, operators other than products are not always divided, so one step has not
     * enough work for more cores.
     */
    boolean sharesSteps(int workers) {
        return weights.areShareable() || (workers == 2 && weights.areShareableInSteps());
    }

    /** Runs {@code action} on two threads if there are several cores and this does not change any bit of the result. */
    private <T> T shared(int cores, Supplier<T> action) {
        return Libtorch.withThreads(weights.areShareableInSteps() && cores > 1 ? 2 : 1, action);
    }

    private Tensor states(List<DecodingRow> rows, boolean precise) {
        int[] last = rows.stream().mapToInt(DecodingRow::lastToken).toArray();
        List<TorchSession> sessions = rows.stream().map(DecodingRow::session).toList();
        return decoder.step(sessions, decoder.embed(last), precise);
    }

    /**
     * Returns the likeliest allowed token of each of {@code rows} after the states [rows, hidden].
     *
     * @param cores the number of threads for it
     */
    Choices choose(Tensor states, List<DecodingRow> rows, int cores) {
        if (rows.stream().noneMatch(DecodingRow::isRestricted)) {
            return decoder.output().choose(states, cores);
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
                        penalties,
                        cores);
    }

    /** Releases the fixed parts of all prompts but {@code prompt}. No chunk may be in progress. */
    void forgetAllBut(Prompt prompt) {
        prefixes.keepOnly(prompt);
    }

    /** Computes the fixed part of {@code prompt} if necessary; others with the same prompt wait for it. */
    void prepare(Prompt prompt) {
        prefixes.of(prompt);
    }

    /**
     * Returns the embeddings [S, hidden] of the audio and the rest of the prompt, computed by {@code crew}.
     */
    Tensor embedded(Waveform input, Prompt asked, StageTimes times, Crew crew) {
        long start = System.nanoTime();
        Tensor mel = encoder.logMel(input);
        long between = System.nanoTime();
        Tensor sound = encoder.encode(mel, crew);
        times.add(Stage.MEL, between - start);
        times.add(Stage.ENCODER, System.nanoTime() - between);
        return torch.cat(new TensorVector(sound, decoder.embed(asked.afterAudio())), 0);
    }

    /** Returns the embeddings [audio tokens][hidden] of a sound alone. */
    float[][] encoded(Waveform input) {
        try (PointerScope scope = new PointerScope()) {
            Tensor sound = encoder.encode(encoder.logMel(input));
            float[][] rows = new float[Math.toIntExact(sound.size(0))][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Values.toFloats(sound.get(i));
            }
            return rows;
        }
    }

    /**
     * Returns a new session with the prompt's fixed part, and room for the rest and the likely part of {@code budget}
     * tokens.
     */
    TorchSession session(Waveform input, Prompt asked, int budget) {
        TorchSession fixed = prefixes.of(asked);
        TorchSession session = decoder.session(expectedLength(input, asked, budget));
        try {
            session.copyFrom(fixed);
            return session;
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    /**
     * Runs {@code embeddings} after the fixed part, by {@code crew}. Two cores divide its operators in BF16, and those of a
     * short prompt in FP16 and 8 bits. Otherwise, the crew's threads divide the prompt into blocks. Returns the states that
     * predict the forced part of the answer and the next token, [answer length + 1, hidden].
     */
    Tensor prefill(ChunkTask chunk, TorchSession session, Tensor embeddings, Crew crew) {
        int wanted = chunk.prompt().answerLength() + 1;
        boolean precise = chunk.request().precise();
        boolean divides = weights.areShareable()
                || (weights.areShareableInSteps() && TextDecoder.isShort(Math.toIntExact(embeddings.size(0))));
        return divides && crew.cores() == 2
                ? Libtorch.withThreads(2, () -> decoder.prefill(session, embeddings, precise, wanted, Crew.ALONE))
                : decoder.prefill(session, embeddings, precise, wanted, crew);
    }

    /**
     * Returns the natural logarithm of the probability of the answer's forced part, from the states of {@link
     * #prefill}.
     */
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
        return promptLength(input.length(), asked);
    }

    private int promptLength(int samples, Prompt asked) {
        return asked.beforeAudio().length + encoder.audioTokens(samples) + asked.afterAudio().length;
    }

    /** Returns the number of the model's positions after {@code asked} and {@code samples}; negative if there are too few. */
    int room(Prompt asked, int samples) {
        return config.text().maxPositions() - promptLength(samples, asked);
    }

    private int expectedLength(Waveform input, Prompt asked, int budget) {
        int likely = FIXED_TOKENS + (int) Math.ceil(TOKENS_PER_SECOND * input.seconds());
        return promptLength(input, asked) + Math.min(budget, likely);
    }

    /** Returns the initial size of a chunk's cache in bytes, which is enough for speech. */
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

    /** Returns the seconds of audio, with their likely text, that fit into caches of {@code bytes}. */
    int seconds(long bytes) {
        double positions = encoder.audioTokens(Waveform.SAMPLE_RATE) + TOKENS_PER_SECOND;
        return (int) Math.min(MOST_SECONDS, bytes / (positionBytes() * positions));
    }

    /** Returns {@code budget}, limited by the model's number of positions. */
    int affordable(Waveform input, Prompt asked, int budget) {
        int room = room(asked, input.length());
        if (room < 1) {
            throw new IllegalArgumentException("a chunk of " + input.seconds() + " s with its prompt takes "
                    + promptLength(input, asked) + " positions, the model has "
                    + config.text().maxPositions());
        }
        return Math.min(Math.max(budget, 0), room);
    }

    /**
     * Returns the natural logarithm of the probability of each of the tree's continuations after {@code input}. Results
     * that are not finite were computed twice.
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
            Tensor state = decoder.prefill(session, embedded(input, asked, new StageTimes(), Crew.ALONE));
            return tree.score(decoder, session, state);
        }
    }

    /** Releases all memory. All workers must have ended. */
    @Override
    public void close() {
        prefixes.close();
        proposals.close();
        encoder.close();
        decoder.close();
        weights.close();
        device.releaseReference();
    }
}
