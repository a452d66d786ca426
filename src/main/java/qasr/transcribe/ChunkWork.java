package qasr.transcribe;

import java.util.Arrays;
import qasr.model.TokenListener;

/** The work of one chunk in the network, as counted by a {@link Workload}. */
final class ChunkWork implements TokenListener {
    /** The fraction of a chunk's work before its first token: encoder and prompt take about half of the time. */
    private static final double BEFORE_TEXT = 0.5;
    /** The highest fraction of a chunk that has not ended. */
    private static final double ALMOST = 0.98;

    private final Workload run;
    private final RecordingWork recording;
    private final double weight;
    private int[] tokens = new int[32];
    private int count;

    /** Creates the work of a chunk with {@code weight} seconds of work. */
    ChunkWork(Workload run, RecordingWork recording, double weight) {
        this.run = run;
        this.recording = recording;
        this.weight = weight;
    }

    @Override
    public boolean token(int row, int token, float logProbability) {
        synchronized (run) {
            if (count == tokens.length) {
                tokens = Arrays.copyOf(tokens, 2 * count);
            }
            tokens[count++] = token;
        }
        return true;
    }

    /** Records that the chunk has ended, with or without a result. */
    void end() {
        synchronized (run) {
            if (count > 0) {
                run.said(count, weight);
            }
            recording.finished(this);
        }
    }

    double weight() {
        return weight;
    }

    /** Returns the fraction of its work that is done. */
    double fraction() {
        return count == 0
                ? 0
                : Math.min(ALMOST, BEFORE_TEXT + (1 - BEFORE_TEXT) * count / (run.tokensPerSecond() * weight));
    }

    int[] tokens() {
        return Arrays.copyOf(tokens, count);
    }
}
