package qasr.align;

/**
 * Units with their times and, if the aligner knows it, how well the sound fits each.
 *
 * @param times start and end of each unit in milliseconds, see {@link UnitAligner#align}
 * @param scores one per unit, or none: the higher, the likelier the unit was said at its place
 * @param leastScore the score below which a unit was probably not said
 */
@SuppressWarnings("ArrayRecordComponent") // made once and never compared
public record AlignedUnits(int[] times, double[] scores, double leastScore) {
    public AlignedUnits {
        if (times.length % 2 != 0 || (scores.length != 0 && scores.length != times.length / 2)) {
            throw new IllegalArgumentException(times.length + " times and " + scores.length + " scores");
        }
    }

    /** Returns whether {@code unit} was probably not said. Always false if the aligner has no scores. */
    public boolean isDoubtful(int unit) {
        return scores.length > 0 && scores[unit] < leastScore;
    }
}
