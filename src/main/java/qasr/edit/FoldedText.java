package qasr.edit;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A text in the form in which terms are compared: case and width are folded; blanks, hyphens, underscores and middle
 * dots are removed. The remaining code points are called units; each unit knows its position in the original text.
 */
final class FoldedText {
    /** The highest number of blanks and hyphens between two units of a term. */
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

    /** Returns whether the text has no letter or digit. */
    boolean isEmpty() {
        return Arrays.stream(units, 0, size).noneMatch(Character::isLetterOrDigit);
    }

    int size() {
        return size;
    }

    int unit(int index) {
        return units[index];
    }

    /** Returns all units as a string. */
    String key() {
        return key(0, size);
    }

    /** Returns the units [from, to) as a string. */
    String key(int from, int to) {
        return new String(units, from, to - from);
    }

    /** Returns the start of the unit in the text, in UTF-16 units. */
    int start(int index) {
        return starts[index];
    }

    /** Returns the end of the unit in the text, in UTF-16 units. */
    int end(int index) {
        return ends[index];
    }

    /** Returns whether characters were removed before the unit. */
    boolean hasGapBefore(int index) {
        return index > 0 && starts[index] > ends[index - 1];
    }

    /** Returns whether a term may have a gap before the unit: this text has one, or could be written with one. */
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

    /** Returns whether the gap before the unit is small enough to be inside one term. */
    boolean isNarrowBefore(int index) {
        return starts[index] - ends[index - 1] <= MAX_GAP
                && text.substring(ends[index - 1], starts[index]).indexOf('\n') < 0;
    }

    /**
     * Returns whether a word begins at the unit: no letter or digit of an alphabetic script comes directly before it.
     */
    boolean isWordStart(int index) {
        if (index > 0 && starts[index] == starts[index - 1]) {
            return false; // inside one character, such as the square "kg"
        }
        return starts[index] == 0
                || !isOfWord(units[index])
                || !isOfWord(text.codePointBefore(starts[index]))
                || isHangulAfterOther(text.codePointBefore(starts[index]), units[index]);
    }

    /** Returns whether a word ends with the unit. Korean particles directly follow their noun. */
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

    /** Returns whether the character belongs to a script without blanks between words. */
    static boolean isUnspaced(int point) {
        return switch (UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
            default -> point == 0x30fc; // the long vowel mark belongs to both kana
        };
    }
}
