package qasr.score;

/**
 * Counts of an alignment.
 *
 * @param hits units that are the same
 */
public record Errors(long hits, long substitutions, long deletions, long insertions) {
    /** Nothing counted yet. */
    public static final Errors NONE = new Errors(0, 0, 0, 0);

    /** Returns how many units the reference has. */
    public long reference() {
        return hits + substitutions + deletions;
    }

    /** Returns how many errors there are. */
    public long total() {
        return substitutions + deletions + insertions;
    }

    /** Returns the errors over the reference's units; NaN without a reference. */
    public double rate() {
        return reference() == 0 ? Double.NaN : (double) total() / reference();
    }

    /** Returns the counts of both. */
    public Errors plus(Errors other) {
        return new Errors(
                hits + other.hits,
                substitutions + other.substitutions,
                deletions + other.deletions,
                insertions + other.insertions);
    }
}
