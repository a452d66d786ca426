package qasr.torch;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import qasr.model.Decoding;
import qasr.model.StopReason;

/**
 * A chunk whose prompt has been run and whose tokens are being taken one by one, by any worker, alone or beside others.
 * Owns its session.
 */
final class DecodingRow {
    private final ChunkTask task;
    private final TorchSession session;
    private final Set<Integer> stopIds;
    private final int[] tokens;
    private final float[] logProbabilities;
    private int count;

    DecodingRow(ChunkTask task, TorchSession session, Set<Integer> stopIds) {
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

    /** Returns the token that comes next into the decoder. */
    int lastToken() {
        return tokens[count - 1];
    }

    /** Takes row {@code i} of the choices; returns why this was the last token, if it was. */
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
        if (!task.heard(token, choices.logProbability(i))) {
            return Optional.of(StopReason.CANCELLED);
        }
        return count == tokens.length ? Optional.of(StopReason.TOKEN_LIMIT) : Optional.empty();
    }

    /** Lets go of the session and hands over what was said. */
    void end(StopReason reason) {
        session.close();
        task.done(new Decoding(Arrays.copyOf(tokens, count), Arrays.copyOf(logProbabilities, count), reason));
    }

    /** Lets go of the session and ends the chunk with {@code problem}. */
    void fail(Throwable problem) {
        session.close();
        task.failed(problem);
    }
}
