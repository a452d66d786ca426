package qasr.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The time of each stage of a run, summed over all threads. The total may exceed the duration of the run. Thread-safe.
 */
public final class StageTimes {
    private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
    private OptionalLong firstChunk = OptionalLong.empty();
    private long tokens;
    private long chunks;
    private long samples;

    /** Adds the time of one piece of work. */
    public synchronized void add(Stage stage, long elapsedNanos) {
        nanos.merge(stage, elapsedNanos, Long::sum);
    }

    /** Records that a chunk enters the encoder at {@code epochMillis}. Only the first call counts. */
    public synchronized void chunkEnters(long epochMillis) {
        if (firstChunk.isEmpty()) {
            firstChunk = OptionalLong.of(epochMillis);
        }
    }

    /** Counts a decoded chunk. */
    public synchronized void chunkDone(int chunkTokens, int chunkSamples) {
        chunks++;
        tokens += chunkTokens;
        samples += chunkSamples;
    }

    /** Returns the nanoseconds spent in {@code stage}. */
    public synchronized long nanos(Stage stage) {
        return nanos.getOrDefault(stage, 0L);
    }

    /** Returns the time at which the first chunk entered the encoder, in milliseconds since the epoch. */
    public synchronized OptionalLong firstChunk() {
        return firstChunk;
    }

    /** Returns the number of decoded tokens. */
    public synchronized long tokens() {
        return tokens;
    }

    /** Returns the number of decoded chunks. */
    public synchronized long chunks() {
        return chunks;
    }

    /** Returns the number of samples of these chunks, at 16 kHz. */
    public synchronized long samples() {
        return samples;
    }
}
