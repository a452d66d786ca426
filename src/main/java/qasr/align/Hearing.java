package qasr.align;

import java.util.BitSet;

/**
 * A recogniser's opinion of the words of a known text, by their index in {@link WordUnits}.
 *
 * @param heard words that it heard, too, each beside another one
 * @param suspects words in whose place it heard something else
 */
public record Hearing(BitSet heard, BitSet suspects) {
    /** There is no second opinion: the text is the recogniser's own, or an older result. */
    static final Hearing NONE = new Hearing(new BitSet(), new BitSet());

    /** Returns whether there is an opinion. */
    boolean isNone() {
        return heard.isEmpty() && suspects.isEmpty();
    }
}
