package qasr.align;

import java.util.BitSet;

/**
 * The costs for a {@link CharacterPath} of leaving out words that were not said, and sound that no word belongs to, as logarithms of
 * probabilities. A path with these costs leaves out a word if its characters fit the sound worse than that.
 *
 * @param skip for each run of words that are left out
 * @param skippedCharacter for each character of them
 * @param other for each stretch of sound that belongs to no word
 * @param otherFrame for each frame of it, less than its likeliest output
 */
record PathCosts(float skip, float skippedCharacter, float other, float otherFrame) {
    /** Every word was said, and nothing else. */
    static final PathCosts ALL_SAID = new PathCosts(
            Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);

    /** How many times more a word costs that a recogniser heard, too. */
    private static final float HEARD = 3;

    /**
     * Returns the cost of leaving out each unit, beside that of its run.
     *
     * @param lengths the number of characters of each unit
     * @param heard the units that a recogniser heard, too
     */
    float[] ofUnits(int[] lengths, BitSet heard) {
        float[] units = new float[lengths.length];
        for (int i = 0; i < units.length; i++) {
            units[i] = skippedCharacter * lengths[i] * (heard.get(i) ? HEARD : 1);
        }
        return units;
    }

    boolean leavesOut() {
        return skip < Float.POSITIVE_INFINITY;
    }
}
