package qasr.torch;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import qasr.model.Decoding;
import qasr.model.StopReason;

/**
 * A chunk in decoding: its prompt is computed, and any worker decodes its tokens one by one, alone or in a batch. Owns
 * its session.
 */
final class DecodingRow {
    private final ChunkTask task;
    private final TorchSession session;
    private final Set<Integer> stopIds;
    private final int[] tokens;
    private final float[] logProbabilities;
    private final PrefixConstraint beginnings;
    private final double answerLogProbability;
    private int count;

    DecodingRow(ChunkTask task, TorchSession session, Set<Integer> stopIds, double answerLogProbability) {
        this.answerLogProbability = answerLogProbability;
        beginnings = new PrefixConstraint(task.request().beginnings());
        this.task = task;
        this.session = session;
        this.stopIds = stopIds;
        tokens = new int[task.budget()];
        logProbabilities = new float[task.budget()];
    }

    ChunkTask task() {
        return task;
    }

    TorchSession session() {
        return session;
    }

    /** Returns the next input token of the decoder. */
    int lastToken() {
        return tokens[count - 1];
    }

    /** Returns how many more tokens its budget has. */
    int room() {
        return tokens.length - count;
    }

    /** Returns whether this row is computed as exactly as possible. */
    boolean precise() {
        return task.request().precise();
    }

    /** Returns whether a constraint or penalty may change the likeliest token. */
    boolean isRestricted() {
        return beginnings.isOpen() || (penalty() != 1 && count > 0);
    }

    /** Returns the allowed next tokens; empty if all are allowed. */
    long[] allowed() {
        return beginnings.next();
    }

    /** Returns the tokens that get the {@link #penalty}. */
    long[] recent() {
        int first = Math.max(0, count - task.request().penalty().window());
        return IntStream.range(first, count)
                .mapToLong(i -> tokens[i])
                .distinct()
                .toArray();
    }

    /** Returns the penalty factor for recent tokens; 1 for no penalty. */
    double penalty() {
        return task.request().penalty().isNone() ? 1 : task.request().penalty().factor();
    }

    /** Adds row {@code i} of the choices; returns the stop reason if this was the last token. */
    Optional<StopReason> take(Choices choices, int i) {
        if (!choices.finite(i)) {
            return Optional.of(StopReason.NOT_FINITE);
        }
        int token = choices.token(i);
        if (stopIds.contains(token)) {
            return Optional.of(StopReason.END_OF_TEXT);
        }
        tokens[count] = token;
        logProbabilities[count] = choices.logProbability(i);
        count++;
        beginnings.said(token);
        if (!task.heard(token, choices.logProbability(i))) {
            return Optional.of(StopReason.CANCELLED);
        }
        return count == tokens.length ? Optional.of(StopReason.TOKEN_LIMIT) : Optional.empty();
    }

    /** Closes the session and completes the result with the decoded tokens. */
    void end(StopReason reason) {
        session.close();
        task.done(new Decoding(
                Arrays.copyOf(tokens, count), Arrays.copyOf(logProbabilities, count), reason, answerLogProbability));
    }

    /** Closes the session and completes the result with {@code problem}. */
    void fail(Throwable problem) {
        session.close();
        task.failed(problem);
    }
}
