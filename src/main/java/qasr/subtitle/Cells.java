package qasr.subtitle;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * The width of text in columns: two for a full-width cell, one for a half-width one, none for a mark above or below
 * another character. The widths are those of Unicode's East Asian Width (UAX 11), as ICU4J has them.
 *
 * <p>Marks of ambiguous width, such as … and “, are full-width beside full-width characters.
 */
final class Cells {
    static final int FULL_WIDTH = 2;
    private static final int JOINER = 0x200d;
    private static final int EMOJI_STYLE = 0xfe0f;
    private static final int AMBIGUOUS = -1;
    /** Before this, code points that can be pictures are letters and signs by default. */
    private static final int FIRST_PICTURE = 0x1f300;

    private Cells() {}

    /** Returns the width of {@code text}. */
    static int of(String text) {
        int sum = 0;
        for (int columns : ofEach(text)) {
            sum += columns;
        }
        return sum;
    }

    /**
     * Returns the width of each grapheme cluster of {@code text} at the index of its first char; the other chars have
     * no width.
     */
    static int[] ofEach(String text) {
        int[] columns = new int[text.length()];
        BreakIterator graphemes = BreakIterator.getCharacterInstance(ULocale.ROOT);
        graphemes.setText(text);
        int from = graphemes.first();
        for (int to = graphemes.next(); to != BreakIterator.DONE; from = to, to = graphemes.next()) {
            columns[from] = ofGrapheme(text, from, to);
        }
        settle(columns, true);
        settle(columns, false);
        for (int i = 0; i < columns.length; i++) {
            columns[i] = columns[i] == AMBIGUOUS ? 1 : columns[i];
        }
        return columns;
    }

    /** Makes each ambiguous width that follows a full-width one full-width, from the start or from the end. */
    private static void settle(int[] columns, boolean forward) {
        int beside = 0;
        for (int k = 0; k < columns.length; k++) {
            int i = forward ? k : columns.length - 1 - k;
            if (columns[i] == AMBIGUOUS && beside == FULL_WIDTH) {
                columns[i] = FULL_WIDTH;
            }
            beside = columns[i] == 0 ? beside : columns[i];
        }
    }

    private static int ofGrapheme(String text, int from, int to) {
        int sum = 0;
        boolean picture = false;
        for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            picture |= isPicture(point) || point == EMOJI_STYLE || (point == JOINER && i > from && i + 1 < to);
            int columns = ofPoint(point);
            if (columns == AMBIGUOUS && to == from + Character.charCount(point)) {
                return AMBIGUOUS;
            }
            sum += Math.abs(columns);
        }
        return picture ? FULL_WIDTH : Math.min(FULL_WIDTH, sum);
    }

    /** Returns whether {@code point} is shown as a picture by itself; code points reserved for pictures are, too. */
    static boolean isPicture(int point) {
        return UCharacter.hasBinaryProperty(point, UProperty.EMOJI_PRESENTATION)
                || UCharacter.hasBinaryProperty(point, UProperty.REGIONAL_INDICATOR)
                || (point >= FIRST_PICTURE && UCharacter.hasBinaryProperty(point, UProperty.EXTENDED_PICTOGRAPHIC));
    }

    private static int ofPoint(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || type == Character.CONTROL) {
            return 0;
        }
        return switch (UCharacter.getIntPropertyValue(point, UProperty.EAST_ASIAN_WIDTH)) {
            case UCharacter.EastAsianWidth.FULLWIDTH, UCharacter.EastAsianWidth.WIDE -> FULL_WIDTH;
            case UCharacter.EastAsianWidth.AMBIGUOUS -> Character.isLetter(point) ? 1 : AMBIGUOUS;
            default -> 1;
        };
    }
}
