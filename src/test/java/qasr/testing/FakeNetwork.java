package qasr.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import qasr.audio.Waveform;
import qasr.model.Decoding;
import qasr.model.Network;
import qasr.model.Prompt;
import qasr.model.StopReason;
import qasr.model.TokenListener;
import qasr.text.Tokenizer;

/**
 * A network that says what a function of the waveform tells it to, and remembers what it was given. A token beyond the
 * budget ends it, as it does the real one.
 */
public final class FakeNetwork implements Network {
    private final Tokenizer tokenizer;
    private final Function<Waveform, String> speech;
    private final List<Prompt> prompts = new ArrayList<>();
    private final List<List<Waveform>> batches = new ArrayList<>();
    private ToDoubleFunction<String> scores = text -> 0;
    private boolean closed;

    /** Makes one that says {@code speech} of each waveform, cut into {@code tokenizer}'s tokens. */
    public FakeNetwork(Tokenizer tokenizer, Function<Waveform, String> speech) {
        this.tokenizer = tokenizer;
        this.speech = speech;
    }

    /** Makes {@link #score} give {@code logarithm} of each continuation's text. */
    public FakeNetwork scoring(ToDoubleFunction<String> logarithm) {
        scores = logarithm;
        return this;
    }

    /** Returns the prompts set so far. */
    public List<Prompt> prompts() {
        return prompts;
    }

    /** Returns what it has been given to decode or score, batch by batch. */
    public List<List<Waveform>> batches() {
        return batches;
    }

    /** Tells whether it has been closed. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void usePrompt(Prompt prompt) {
        prompts.add(prompt);
    }

    @Override
    public List<Decoding> decode(List<Waveform> waveforms, int[] tokenBudgets, TokenListener listener) {
        batches.add(List.copyOf(waveforms));
        List<Decoding> decodings = new ArrayList<>();
        for (int row = 0; row < waveforms.size(); row++) {
            int[] said = tokenizer.encode(speech.apply(waveforms.get(row)));
            boolean whole = said.length <= tokenBudgets[row];
            int[] tokens = whole ? said : java.util.Arrays.copyOf(said, tokenBudgets[row]);
            float[] logProbabilities = new float[tokens.length];
            java.util.Arrays.fill(logProbabilities, -0.25f);
            decodings.add(
                    new Decoding(tokens, logProbabilities, whole ? StopReason.END_OF_TEXT : StopReason.TOKEN_LIMIT));
        }
        return decodings;
    }

    @Override
    public double[] score(Waveform waveform, List<int[]> continuations) {
        batches.add(List.of(waveform));
        return continuations.stream()
                .mapToDouble(continuation -> scores.applyAsDouble(tokenizer.decode(continuation)))
                .toArray();
    }

    @Override
    public void close() {
        closed = true;
    }
}
