package qasr.edit;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A text as terms are compared: without case, width, blanks, hyphens, underscores and middle dots. It knows where each
 * of its code points, called units, stood.
 */
final class FoldedText {
    /** A term is not spread over a line: this many blanks and hyphens at most stand inside it at one place. */
    private static final int MAX_GAP = 3;

    private final String text;
    private int[] units = new int[16];
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int size;

    private FoldedText(String text) {
        this.text = text;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int end = i + Character.charCount(point);
            add(point, i, end);
            i = end;
        }
    }

    static FoldedText of(String text) {
        return new FoldedText(text);
    }

    private void add(int point, int start, int end) {
        String folded = point < 0x80
                ? Character.toString(Character.toLowerCase(point))
                : Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT);
        for (int i = 0; i < folded.length(); ) {
            int unit = folded.codePointAt(i);
            i += Character.charCount(unit);
            if (!isGap(unit)) {
                grow();
                units[size] = unit == '\u2019' ? '\'' : unit;
                starts[size] = start;
                ends[size++] = end;
            }
        }
    }

    private void grow() {
        if (size == units.length) {
            units = Arrays.copyOf(units, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
    }

    private static boolean isGap(int unit) {
        return Character.isWhitespace(unit)
                || Character.isSpaceChar(unit)
                || Character.getType(unit) == Character.DASH_PUNCTUATION
                || "_\u00b7\u2027\u30fb".indexOf(unit) >= 0;
    }

    /** Returns whether nothing is left: blanks and marks alone. */
    boolean isEmpty() {
        return Arrays.stream(units, 0, size).noneMatch(Character::isLetterOrDigit);
    }

    int size() {
        return size;
    }

    int unit(int index) {
        return units[index];
    }

    /** Returns all units. */
    String key() {
        return key(0, size);
    }

    /** Returns the units [from, to). */
    String key(int from, int to) {
        return new String(units, from, to - from);
    }

    /** Returns where the unit begins in the text. */
    int start(int index) {
        return starts[index];
    }

    /** Returns where the unit ends in the text. */
    int end(int index) {
        return ends[index];
    }

    /** Returns whether something was left out before the unit. */
    boolean hasGapBefore(int index) {
        return index > 0 && starts[index] > ends[index - 1];
    }

    /** Returns whether a term may be parted before the unit: it is there, or it could be. */
    boolean mayPartBefore(int index) {
        if (hasGapBefore(index)) {
            return true;
        }
        int left = text.codePointBefore(starts[index]);
        int right = text.codePointAt(starts[index]);
        return Character.isDigit(left) != Character.isDigit(right)
                || (Character.isLowerCase(left) && Character.isUpperCase(right))
                || isUnspaced(left)
                || isUnspaced(right);
    }

    /** Returns whether what was left out before the unit is little enough for one term. */
    boolean isNarrowBefore(int index) {
        return starts[index] - ends[index - 1] <= MAX_GAP
                && text.substring(ends[index - 1], starts[index]).indexOf('\n') < 0;
    }

    /** Returns whether a word begins at the unit: no letter or digit of an alphabetic script stands before it. */
    boolean isWordStart(int index) {
        if (index > 0 && starts[index] == starts[index - 1]) {
            return false; // inside one character, such as the square "kg"
        }
        return starts[index] == 0
                || !isOfWord(units[index])
                || !isOfWord(text.codePointBefore(starts[index]))
                || isHangulAfterOther(text.codePointBefore(starts[index]), units[index]);
    }

    /** Returns whether a word ends with the unit. Korean particles stand right behind their noun. */
    boolean isWordEnd(int index) {
        if (index + 1 < size && starts[index] == starts[index + 1]) {
            return false;
        }
        return ends[index] == text.length()
                || !isOfWord(units[index])
                || !isOfWord(text.codePointAt(ends[index]))
                || UnicodeScript.of(text.codePointAt(ends[index])) == UnicodeScript.HANGUL;
    }

    private static boolean isHangulAfterOther(int left, int right) {
        return UnicodeScript.of(right) == UnicodeScript.HANGUL && UnicodeScript.of(left) != UnicodeScript.HANGUL;
    }

    private static boolean isOfWord(int point) {
        int type = Character.getType(point);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        return (Character.isLetterOrDigit(point) || mark) && !isUnspaced(point);
    }

    /** Returns whether the character belongs to a script that puts no blanks between words. */
    static boolean isUnspaced(int point) {
        return switch (UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
            default -> point == 0x30fc; // the long vowel mark belongs to both kana
        };
    }
}
