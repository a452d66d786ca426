package qasr.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import qasr.audio.Waveform;
import qasr.model.DecodeRequest;
import qasr.model.Decoding;
import qasr.model.Network;
import qasr.model.Prompt;
import qasr.model.StopReason;
import qasr.model.TokenListener;
import qasr.text.Tokenizer;

/**
 * A network whose answer is a function of the waveform. It records its requests. Like the real network, it stops when
 * the token budget is used up.
 */
public final class FakeNetwork implements Network {
    private final Tokenizer tokenizer;
    private final Function<Waveform, String> speech;
    private final List<Prompt> prompts = new ArrayList<>();
    private final List<Waveform> chunks = Collections.synchronizedList(new ArrayList<>());
    private final List<List<String>> beginnings = Collections.synchronizedList(new ArrayList<>());
    private ToDoubleFunction<String> scores = text -> 0;
    private boolean closed;

    /** Creates a network that answers {@code speech} for each waveform, in {@code tokenizer}'s tokens. */
    public FakeNetwork(Tokenizer tokenizer, Function<Waveform, String> speech) {
        this.tokenizer = tokenizer;
        this.speech = speech;
    }

    /** Makes {@link #score} return {@code logarithm} for each continuation's text. */
    public FakeNetwork scoring(ToDoubleFunction<String> logarithm) {
        scores = logarithm;
        return this;
    }

    /** Returns the prompts prepared so far. */
    public List<Prompt> prompts() {
        return prompts;
    }

    /** Returns the requests to decode or score, in order. */
    public List<Waveform> chunks() {
        return chunks;
    }

    /** Returns the beginnings among which each request to decode let it choose, in order. */
    public List<List<String>> beginnings() {
        return beginnings;
    }

    /** Tells whether it has been closed. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void prepare(Prompt prompt) {
        prompts.add(prompt);
    }

    @Override
    public int rows() {
        return 2;
    }

    @Override
    public CompletableFuture<Decoding> submit(DecodeRequest request, TokenListener listener) {
        chunks.add(request.waveform());
        beginnings.add(request.beginnings().stream()
                .map(ids -> tokenizer.decode(
                        ids.stream().mapToInt(Integer::intValue).toArray()))
                .toList());
        int tokenBudget = request.tokenBudget();
        int[] said = tokenizer.encode(speech.apply(request.waveform()));
        boolean whole = said.length <= tokenBudget;
        int[] tokens = whole ? said : Arrays.copyOf(said, tokenBudget);
        float[] logProbabilities = new float[tokens.length];
        Arrays.fill(logProbabilities, -0.25f);
        return CompletableFuture.completedFuture(
                new Decoding(tokens, logProbabilities, whole ? StopReason.END_OF_TEXT : StopReason.TOKEN_LIMIT));
    }

    @Override
    public double[] score(Prompt prompt, Waveform waveform, List<int[]> continuations) {
        chunks.add(waveform);
        return continuations.stream()
                .mapToDouble(continuation -> scores.applyAsDouble(tokenizer.decode(continuation)))
                .toArray();
    }

    @Override
    public void close() {
        closed = true;
    }
}
