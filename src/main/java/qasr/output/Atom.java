package qasr.output;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A piece of text without a line break: a word with its punctuation, a number with its measure word, or one Chinese or
 * Japanese character with the marks that must stay beside it.
 *
 * @param blankBefore whether a blank separates it from the previous atom on the same line
 * @param width the width in columns
 */
record Atom(String text, boolean blankBefore, int width, Script.Pause pause) {
    private static final Pattern BLANKS = Pattern.compile("(?U)\\s+");

    private static Atom of(String text, boolean blankBefore) {
        return new Atom(text, blankBefore, Script.width(text), Script.pauseAfter(text));
    }

    /** Returns the atoms of {@code text}. Joined again, they give the text with single blanks. */
    static List<Atom> split(String text) {
        List<Atom> atoms = new ArrayList<>();
        for (String word : BLANKS.split(text, -1)) {
            boolean blankBefore = !atoms.isEmpty();
            for (String part : word.isEmpty() ? List.<String>of() : parts(word)) {
                add(atoms, part, blankBefore);
                blankBefore = false;
            }
        }
        return atoms;
    }

    /** Adds an atom. It is joined to the previous one if no line may break between them, even at a blank. */
    private static void add(List<Atom> atoms, String text, boolean blankBefore) {
        Atom before = atoms.isEmpty() ? null : atoms.get(atoms.size() - 1);
        boolean joined =
                before != null && blankBefore && (Script.isNotFirst(text.codePointAt(0)) || isOpening(before.text()));
        if (joined) {
            atoms.set(atoms.size() - 1, of(before.text() + " " + text, before.blankBefore()));
        } else {
            atoms.add(of(text, blankBefore));
        }
    }

    private static boolean isOpening(String text) {
        return Script.isNotLast(text.codePointBefore(text.length()));
    }

    /** Splits a word at the places where its script allows a line break. */
    private static List<String> parts(String word) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int[] points = word.codePoints().toArray();
        int offset = 0;
        for (int i = 0; i < points.length; i++) {
            if (i > 0 && mayBreak(points, i)) {
                parts.add(word.substring(start, offset));
                start = offset;
            }
            offset += Character.charCount(points[i]);
        }
        parts.add(word.substring(start));
        return parts;
    }

    private static boolean mayBreak(int[] points, int i) {
        int left = points[i - 1];
        int right = points[i];
        boolean unspaced = Script.isUnspaced(left) || Script.isUnspaced(right);
        boolean measured = Character.isDigit(left) && Character.isIdeographic(right);
        return unspaced
                && !measured
                && !Script.isNotFirst(right)
                && !Script.isNotLast(left)
                && !Script.isAttached(right)
                && left != 0x200d; // zero-width joiner
    }
}
