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

/**
 * The chunks that one thread decodes side by side. Each leaves at its own end, and another can take its place at any
 * time. Owns the sessions given to it: close it.
 */
final class GreedyBatch implements AutoCloseable {
    /** One chunk of the batch. */
    private final class Row {
        private final ChunkTask task;
        private final TorchSession session;
        private final int[] tokens;
        private final float[] logProbabilities;
        private int count;

        Row(ChunkTask task, TorchSession session) {
            this.task = task;
            this.session = session;
            tokens = new int[task.budget()];
            logProbabilities = new float[task.budget()];
        }

        void end(StopReason reason) {
            leave();
            task.done(new Decoding(Arrays.copyOf(tokens, count), Arrays.copyOf(logProbabilities, count), reason));
        }

        void leave() {
            session.close();
            queue.ended(task);
        }

        void fail(Throwable problem) {
            leave();
            task.failed(problem);
        }
    }

    private final TextDecoder decoder;
    private final Set<Integer> stopIds;
    private final TaskQueue queue;
    private final List<Row> rows = new ArrayList<>();

    GreedyBatch(TextDecoder decoder, Set<Integer> stopIds, TaskQueue queue) {
        this.decoder = decoder;
        this.stopIds = stopIds;
        this.queue = queue;
    }

    /** Returns how many chunks are being decoded. */
    int size() {
        return rows.size();
    }

    /** Adds a chunk whose prompt has left the state [1, hidden], and takes its first token. */
    void add(ChunkTask task, TorchSession session, Tensor state) {
        Choices first = decoder.choose(state);
        Row row = new Row(task, session);
        rows.add(row);
        take(List.of(row), first);
    }

    /** Takes one more token of every chunk. */
    void step() {
        rows.removeIf(row -> {
            if (row.task.isCancelled()) {
                row.leave();
            }
            return row.task.isCancelled();
        });
        if (rows.isEmpty()) {
            return;
        }
        try (PointerScope scope = new PointerScope()) {
            int[] last =
                    rows.stream().mapToInt(row -> row.tokens[row.count - 1]).toArray();
            List<TorchSession> sessions = rows.stream().map(row -> row.session).toList();
            take(List.copyOf(rows), decoder.choose(decoder.step(sessions, decoder.embed(last))));
        }
    }

    private void take(List<Row> active, Choices choices) {
        for (int i = 0; i < active.size(); i++) {
            Row row = active.get(i);
            Optional<StopReason> end = take(row, choices, i);
            if (end.isPresent()) {
                rows.remove(row);
                row.end(end.get());
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
        if (!row.task.heard(token, choices.logProbability(i))) {
            return Optional.of(StopReason.CANCELLED);
        }
        return row.count == row.tokens.length ? Optional.of(StopReason.TOKEN_LIMIT) : Optional.empty();
    }

    /** Ends all chunks with {@code problem}. */
    void fail(Throwable problem) {
        rows.forEach(row -> row.fail(problem));
        rows.clear();
    }

    @Override
    public void close() {
        fail(new IllegalStateException("network is closed"));
    }
}
