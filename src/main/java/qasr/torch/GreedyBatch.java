package qasr.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import qasr.model.Decoding;
import qasr.model.StopReason;
import qasr.model.TokenListener;

/** Decodes chunks side by side, each until its own end. Owns the sessions given to it: close it. */
final class GreedyBatch implements AutoCloseable {
    /** One chunk of the batch. */
    private static final class Row {
        private final int index;
        private final TorchSession session;
        private final int[] tokens;
        private final float[] logProbabilities;
        private int count;
        private Optional<StopReason> end = Optional.empty();

        Row(int index, TorchSession session, int budget) {
            this.index = index;
            this.session = session;
            tokens = new int[budget];
            logProbabilities = new float[budget];
            end(budget == 0 ? Optional.of(StopReason.TOKEN_LIMIT) : Optional.empty());
        }

        void end(Optional<StopReason> reason) {
            end = reason;
            if (reason.isPresent()) {
                // The cache of a chunk that has ended is no use to the others.
                session.close();
            }
        }

        Decoding decoding() {
            return new Decoding(
                    Arrays.copyOf(tokens, count),
                    Arrays.copyOf(logProbabilities, count),
                    end.orElseThrow(() -> new IllegalStateException("the chunk has not ended")));
        }
    }

    private final TextDecoder decoder;
    private final Set<Integer> stopIds;
    private final TokenListener listener;
    private final List<Row> rows = new ArrayList<>();

    GreedyBatch(TextDecoder decoder, Set<Integer> stopIds, TokenListener listener) {
        this.decoder = decoder;
        this.stopIds = stopIds;
        this.listener = listener;
    }

    /** Adds a chunk that may say {@code budget} tokens. */
    void add(TorchSession session, int budget) {
        rows.add(new Row(rows.size(), session, budget));
    }

    /** Takes the first token of the chunk added last from the state [1, hidden] after its prompt. */
    void begin(Tensor state) {
        take(rows.subList(rows.size() - 1, rows.size()), decoder.choose(state));
    }

    /** Decodes until every chunk has ended. */
    List<Decoding> run() {
        List<Row> active = active();
        while (!active.isEmpty()) {
            step(active);
            active = active();
        }
        return rows.stream().map(Row::decoding).toList();
    }

    private List<Row> active() {
        return rows.stream().filter(row -> row.end.isEmpty()).toList();
    }

    private void step(List<Row> active) {
        try (PointerScope scope = new PointerScope()) {
            int[] last =
                    active.stream().mapToInt(row -> row.tokens[row.count - 1]).toArray();
            Tensor embeddings = decoder.embed(last).transpose(0, 1);
            Tensor states = decoder.step(active.stream().map(row -> row.session).toList(), embeddings);
            take(active, decoder.choose(states));
        }
    }

    private void take(List<Row> active, Choices choices) {
        for (int i = 0; i < active.size(); i++) {
            Row row = active.get(i);
            if (row.end.isEmpty()) {
                row.end(take(row, choices, i));
            }
        }
    }

    private Optional<StopReason> take(Row row, Choices choices, int i) {
        if (!choices.finite(i)) {
            return Optional.of(StopReason.NOT_FINITE);
        }
        int token = choices.token(i);
        if (stopIds.contains(token)) {
            return Optional.of(StopReason.END_OF_TEXT);
        }
        row.tokens[row.count] = token;
        row.logProbabilities[row.count] = choices.logProbability(i);
        row.count++;
        if (!listener.token(row.index, token, choices.logProbability(i))) {
            return Optional.of(StopReason.CANCELLED);
        }
        return row.count == row.tokens.length ? Optional.of(StopReason.TOKEN_LIMIT) : Optional.empty();
    }

    @Override
    public void close() {
        rows.forEach(row -> row.session.close());
    }
}
