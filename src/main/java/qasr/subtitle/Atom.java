package qasr.subtitle;

import java.util.BitSet;
import java.util.List;

/**
 * A piece of text without a line break: a word with its punctuation, a number with its measure word, a name, or a
 * character of a script without blanks with the marks that must stay beside it.
 *
 * @param text the text, without blanks around it
 * @param blank the blank that separates it from the previous atom on the same line, or ""
 * @param blankWidth the width of this blank
 * @param count its widths and scripts, without the blank
 * @param pause the pause after it
 * @param from its first char in the passage
 * @param to the char after it in the passage
 * @param insideWord whether a word that is written without blanks goes on from the previous atom into this one
 */
record Atom(
        String text,
        String blank,
        int blankWidth,
        ScriptCount count,
        Script.Pause pause,
        int from,
        int to,
        boolean insideWord) {
    private static final int SHORT_WORD = 3;

    int width() {
        return count.columns();
    }

    /** Returns whether a break after it would leave an article, a preposition or a conjunction at the end. */
    boolean hangsBefore(Atom next) {
        return pause == Script.Pause.NONE && !next.blank().isEmpty() && width() <= SHORT_WORD;
    }

    /** Returns the atoms of {@code text}, in which none of {@code names} is split. */
    static List<Atom> split(String text, List<String> names, int columns) {
        return split(text, names, columns, new BitSet());
    }

    /** Returns the same for a text that is said with long pauses before the chars {@code pauses}. */
    static List<Atom> split(String text, List<String> names, int columns, BitSet pauses) {
        return new AtomSplitter(text, names, columns, pauses).atoms();
    }
}
