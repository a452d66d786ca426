package qasr.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import qasr.audio.Waveform;
import qasr.model.DecodeRequest;
import qasr.model.Decoding;
import qasr.model.Network;
import qasr.model.Prompt;
import qasr.model.StopReason;
import qasr.model.TokenListener;
import qasr.text.Tokenizer;

/** A network that answers each request from a script, token by token, on its own threads. */
public final class ScriptedNetwork implements Network {
    /**
     * An answer of the network.
     *
     * @param finite whether its numbers are
     */
    public record Line(String text, boolean finite, double answerLogProbability) {
        public Line(String text) {
            this(text, true, 0);
        }
    }

    private final Tokenizer tokenizer;
    private final Function<DecodeRequest, Line> script;
    private final int rows;
    private final ExecutorService threads;
    private final List<DecodeRequest> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile int mostTokens;

    public ScriptedNetwork(Tokenizer tokenizer, int rows, int threadCount, Function<DecodeRequest, Line> script) {
        this.tokenizer = tokenizer;
        this.rows = rows;
        this.script = script;
        threads = Executors.newFixedThreadPool(threadCount);
    }

    /** Returns the requests in order. */
    public List<DecodeRequest> requests() {
        return requests;
    }

    /** Returns the highest number of tokens in one answer. */
    public int mostTokens() {
        return mostTokens;
    }

    @Override
    public CompletableFuture<Decoding> submit(DecodeRequest request, TokenListener listener) {
        requests.add(request);
        return CompletableFuture.supplyAsync(() -> said(request, listener), threads);
    }

    private Decoding said(DecodeRequest request, TokenListener listener) {
        Line line = script.apply(request);
        int[] all = tokenizer.encode(line.text());
        List<Integer> tokens = new ArrayList<>();
        StopReason reason = line.finite() ? StopReason.END_OF_TEXT : StopReason.NOT_FINITE;
        for (int token : all) {
            if (tokens.size() == request.tokenBudget()) {
                reason = StopReason.TOKEN_LIMIT;
                break;
            }
            tokens.add(token);
            if (!listener.token(0, token, -0.25f)) {
                reason = StopReason.CANCELLED;
                break;
            }
        }
        mostTokens = Math.max(mostTokens, tokens.size());
        float[] logProbabilities = new float[tokens.size()];
        Arrays.fill(logProbabilities, -0.25f);
        return new Decoding(
                tokens.stream().mapToInt(Integer::intValue).toArray(),
                logProbabilities,
                reason,
                line.answerLogProbability());
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public void prepare(Prompt prompt) {}

    @Override
    public double[] score(Prompt prompt, Waveform waveform, List<int[]> continuations) {
        return new double[continuations.size()];
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
