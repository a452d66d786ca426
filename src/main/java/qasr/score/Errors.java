package qasr.score;

/**
 * The error counts of an alignment.
 *
 * @param hits the number of equal units
 */
public record Errors(long hits, long substitutions, long deletions, long insertions) {
    /** All counts are 0. */
    public static final Errors NONE = new Errors(0, 0, 0, 0);

    /** Returns the number of units in the reference. */
    public long reference() {
        return hits + substitutions + deletions;
    }

    /** Returns the number of errors. */
    public long total() {
        return substitutions + deletions + insertions;
    }

    /** Returns the error rate: errors divided by the units of the reference; NaN if the reference is empty. */
    public double rate() {
        return reference() == 0 ? Double.NaN : (double) total() / reference();
    }

    /** Returns the sum of both counts. */
    public Errors plus(Errors other) {
        return new Errors(
                hits + other.hits,
                substitutions + other.substitutions,
                deletions + other.deletions,
                insertions + other.insertions);
    }
}
