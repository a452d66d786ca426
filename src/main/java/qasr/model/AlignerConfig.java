package qasr.model;

/**
 * The configuration that only a forced aligner has.
 *
 * @param timestampToken the id of the token at whose positions the network gives times, {@code <timestamp>}
 * @param classes the number of classes of its output: rows of the head's matrix
 * @param classMillis how many milliseconds a class stands for, {@code timestamp_segment_time}: class c is the time c ×
 *     classMillis
 */
public record AlignerConfig(int timestampToken, int classes, int classMillis) {}
