package qasr.align;

import java.util.BitSet;

/**
 * The most probable path through the frames of a sound in which all characters of a text are spoken in order (Viterbi over the
 * connectionist states: a blank, the first character, a blank, the second, ...).
 *
 * <p>A character may stay for several frames. Between equal characters a blank is needed; elsewhere it may be missing.
 * Between units and at the ends the blank also stands for a space. Memory: a quarter of a byte per frame and state,
 * and five bytes per frame and unit: 30 MB for 180 s of the fastest speech.
 *
 * @param first the first frame of each character, -1 for one that is left out
 * @param last the last frame of each character
 * @param states the state of each frame: 2 i + 1 for character i, 2 i for the blank before it, {@link PathTrellis#OTHER} for
 *     sound that belongs to no unit
 */
@SuppressWarnings("ArrayRecordComponent") // made once and never compared
record CharacterPath(int[] first, int[] last, int[] states) {
    /**
     * Finds the path with all characters.
     *
     * @throws IllegalArgumentException if there are fewer frames than {@link UnitCharacters#leastFrames}
     */
    static CharacterPath find(StateScores scores, UnitCharacters text) {
        if (scores.frames() < text.leastFrames()) {
            throw new IllegalArgumentException(text.count() + " characters in " + scores.frames() + " frames");
        }
        return new PathTrellis(scores, text, PathCosts.ALL_SAID).path();
    }

    /**
     * Finds the path that leaves out units which fit the sound worse than {@code costs}.
     *
     * @param unitCosts the cost of leaving out each unit
     */
    static CharacterPath find(StateScores scores, UnitCharacters text, PathCosts costs, float[] unitCosts) {
        return new PathTrellis(scores, text, costs, unitCosts).path();
    }

    /** Returns whether the unit of {@code character} is on the path. */
    boolean has(int character) {
        return first[character] >= 0;
    }

    /** Returns the units of {@code text} that are not on the path. */
    BitSet leftOut(UnitCharacters text) {
        BitSet units = new BitSet();
        for (int i = 0; i < text.count(); i++) {
            units.set(text.units()[i], !has(i));
        }
        return units;
    }
}
