package qasr.torch;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Computes tokens from the text decoder's states, with choices.py. Thread-safe. Returned tensors belong to the caller's
 * pointer scope. Owns native memory: close it.
 */
final class OutputLayer implements AutoCloseable {
    /** The scripts of the vocabulary. */
    static final List<String> SCRIPTS = List.of("layers", "int8", "choices");

    /** If a row has more candidates for the likeliest token, all products are computed, which is then faster. */
    private static final int MOST_TOKENS = 2048;

    private static final long[] NONE = {};

    private final Tensor matrix;
    private final EmbeddingTable table;
    private final Optional<Shortlist> shortlist;
    private final Device device;
    private final Scripts scripts = Scripts.load(SCRIPTS);

    /**
     * Creates a layer from the matrix [V, E] for products and the table of its rows, which the caller keeps.
     *
     * @param shortlist finds the candidates for the likeliest token; without it, all rows are multiplied
     */
    OutputLayer(Tensor matrix, EmbeddingTable table, Optional<Shortlist> shortlist, Device device) {
        this.matrix = matrix;
        this.table = table;
        this.shortlist = shortlist;
        this.device = device;
    }

    /** Returns all logits [B, V] after the states [B, hidden]. */
    Tensor logits(Tensor states) {
        return scripts.tensor("logits", Values.of(states), Values.of(matrix));
    }

    /** Returns the likeliest token after each of the states [B, hidden]. */
    Choices choose(Tensor states) {
        return choose(states, 1);
    }

    /** Returns the likeliest token after each of the states [B, hidden], with {@code cores} threads. */
    Choices choose(Tensor states, int cores) {
        return new Choices(Values.toDoubles(
                scripts.tensor("choose", Values.of(scores(states, nothing(states), nothing(states), cores)))));
    }

    /**
     * Returns the likeliest token as {@link #choose}, restricted to each row's allowed tokens if there are any, with
     * the row's penalty on the logits of recent tokens.
     */
    Choices chooseAmong(Tensor states, List<long[]> allowed, List<long[]> recent, float[] penalties, int cores) {
        return new Choices(Values.toDoubles(scripts.tensor(
                "choose_among",
                Values.of(scores(states, allowed, recent, cores)),
                Values.tensors(indices(allowed)),
                Values.tensors(indices(recent)),
                Values.of(Values.floats(penalties).to(device, ScalarType.Float)))));
    }

    /** Returns the natural logarithm of the probability of {@code tokens[k]} after row k of the states [K, hidden]. */
    double[] logProbabilities(Tensor states, long[] tokens) {
        List<long[]> wanted =
                Arrays.stream(tokens).mapToObj(token -> new long[] {token}).toList();
        return Values.toDoubles(scripts.tensor(
                "log_probabilities",
                Values.of(scores(states, wanted, nothing(states), 1)),
                Values.of(Values.longs(tokens).to(device, ScalarType.Long))));
    }

    private static List<long[]> nothing(Tensor states) {
        return Collections.nCopies(Math.toIntExact(states.size(0)), NONE);
    }

    private List<Tensor> indices(List<long[]> rows) {
        return rows.stream()
                .map(row -> Values.longs(row).to(device, ScalarType.Long))
                .toList();
    }

    /**
     * Returns logits [B, V]. They are exact for {@code wanted} and {@code aside} tokens, for candidates for the
     * likeliest token, and for candidates without {@code aside}. Others may be from 8 bits. The products in 8 bits are
     * divided among {@code cores} threads: their sums are whole numbers, so no bit changes.
     */
    private Tensor scores(Tensor states, List<long[]> wanted, List<long[]> aside, int cores) {
        if (shortlist.isEmpty()) {
            return logits(states);
        }
        List<Tensor> found = Values.toTensors(Libtorch.withThreads(
                cores,
                () -> scripts.call(
                        "rough_scores",
                        Values.of(states),
                        shortlist.get().matrix(),
                        Values.tensors(indices(wanted)),
                        Values.tensors(indices(aside)))));
        Tensor scores = found.get(0);
        List<Tensor> tokens = found.subList(1, found.size());
        if (tokens.stream().allMatch(few -> few.numel() <= MOST_TOKENS)) {
            return exact(scores, states, tokens);
        }
        // Row by row, so that the candidates of one row do not affect another.
        TensorVector rows = new TensorVector();
        for (int row = 0; row < tokens.size(); row++) {
            Tensor state = states.narrow(0, row, 1);
            rows.push_back(
                    tokens.get(row).numel() <= MOST_TOKENS
                            ? exact(scores.narrow(0, row, 1), state, List.of(tokens.get(row)))
                            : logits(state));
        }
        return torch.cat(rows, 0);
    }

    private Tensor exact(Tensor scores, Tensor states, List<Tensor> tokens) {
        int[] all = tokens.stream()
                .flatMapToLong(few -> LongStream.of(Values.toLongs(few)))
                .mapToInt(Math::toIntExact)
                .toArray();
        return scripts.tensor(
                "exact_scores",
                Values.of(scores),
                Values.of(states),
                Values.tensors(tokens),
                Values.of(table.rows(all)));
    }

    @Override
    public void close() {
        scripts.close();
    }
}
