package qasr.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/** Where the time of a run went: sums over all threads, so that together they may exceed the run's own. Thread-safe. */
public final class StageTimes {
    private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
    private OptionalLong firstChunk = OptionalLong.empty();
    private long tokens;
    private long chunks;
    private long samples;

    /** Adds what one piece of work took. */
    public synchronized void add(Stage stage, long elapsedNanos) {
        nanos.merge(stage, elapsedNanos, Long::sum);
    }

    /** Notes that a chunk enters the encoder at {@code epochMillis}; only the first one counts. */
    public synchronized void chunkEnters(long epochMillis) {
        if (firstChunk.isEmpty()) {
            firstChunk = OptionalLong.of(epochMillis);
        }
    }

    /** Counts a chunk that has been decoded. */
    public synchronized void chunkDone(int chunkTokens, int chunkSamples) {
        chunks++;
        tokens += chunkTokens;
        samples += chunkSamples;
    }

    /** Returns the nanoseconds spent in {@code stage}. */
    public synchronized long nanos(Stage stage) {
        return nanos.getOrDefault(stage, 0L);
    }

    /** Returns when the first chunk entered the encoder, in milliseconds since the epoch. */
    public synchronized OptionalLong firstChunk() {
        return firstChunk;
    }

    /** Returns how many tokens were decoded. */
    public synchronized long tokens() {
        return tokens;
    }

    /** Returns how many chunks were decoded. */
    public synchronized long chunks() {
        return chunks;
    }

    /** Returns how many samples these chunks had, at 16 kHz. */
    public synchronized long samples() {
        return samples;
    }
}
