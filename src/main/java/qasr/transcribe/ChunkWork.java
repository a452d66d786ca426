package qasr.transcribe;

import java.util.Arrays;
import qasr.model.TokenListener;

/** One chunk on its way through the network, as a {@link Workload} counts it. */
final class ChunkWork implements TokenListener {
    /** The encoder and the prompt take about half of the time before the first token comes. */
    private static final double BEFORE_TEXT = 0.5;
    /** Nothing is done before it is. */
    private static final double ALMOST = 0.98;

    private final Workload run;
    private final RecordingWork recording;
    private final double weight;
    private int[] tokens = new int[32];
    private int count;

    /** Makes one that is {@code weight} seconds of work. */
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

    /** Notes that nothing more comes, however it ended. */
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

    /** Returns the part of its work that is done. */
    double fraction() {
        return count == 0
                ? 0
                : Math.min(ALMOST, BEFORE_TEXT + (1 - BEFORE_TEXT) * count / (run.tokensPerSecond() * weight));
    }

    int[] tokens() {
        return Arrays.copyOf(tokens, count);
    }
}
