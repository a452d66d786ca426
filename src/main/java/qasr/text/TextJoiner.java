package qasr.text;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Joins the texts of chunks into running text, one at a time.
 *
 * <p>The reference adds nothing between two texts, so that words stick together ("...the door.He said..."). This class
 * adds a blank between two texts if the letters or digits nearest to the border belong to scripts with blanks between
 * words: not Han, kana, Thai, Lao, Khmer, Burmese or Tibetan. After a text that ends in an ASCII mark ("I like 苹果."),
 * only the letter after the border counts. It adds none beside white space or before closing punctuation. The marks ”
 * and » close, unless a letter follows directly at the beginning of a text: ”Hej”, »Hallo«.
 */
public final class TextJoiner {
    private static final String CLOSING = ".,;:!?%)]}\u2026\u00bb\u201d\u2019\u061f\u060c\u061b";
    /** Closing marks that open a quotation in Swedish, Finnish, Danish or German. */
    private static final String ALSO_OPENING = "\u00bb\u201d";

    private static final Pattern ASCII_END = Pattern.compile("[.?!,;:][\"')\\]\u201d\u2019]*$");

    private int last = ' ';
    private boolean unspaced;
    private boolean asciiEnd;

    /** Returns the string to append for the next text: the text, or a blank and the text. */
    public String append(String text) {
        if (text.isEmpty()) {
            return "";
        }
        boolean blank = needsBlank(text);
        last = text.codePointBefore(text.length());
        OptionalInt letter = letter(new StringBuilder(text).reverse().toString());
        unspaced = isWide(last) || (letter.isPresent() ? isUnspaced(letter.getAsInt()) : unspaced);
        asciiEnd = letter.isPresent() && ASCII_END.matcher(text).find();
        return blank ? " " + text : text;
    }

    /**
     * Returns whether there is a blank between two rows of a subtitle, unlike between two texts also before a mark
     * ("He was", "...late"). A row of another script has a blank, since both languages may be shown. There is none beside wide
     * punctuation and between letters of scripts without blanks, even with digits and marks between them.
     */
    public static boolean isBlankBetweenRows(String row, String next) {
        if (row.isEmpty() || next.isEmpty()) {
            return false;
        }
        int last = row.codePointBefore(row.length());
        int first = next.codePointAt(0);
        if (Character.isWhitespace(last) || Character.isWhitespace(first) || isWide(last) || isWide(first)) {
            return false;
        }
        OptionalInt[] letters = {
            row.codePoints().filter(Character::isLetter).reduce((a, b) -> b),
            next.codePoints().filter(Character::isLetter).findFirst()
        };
        boolean spaced =
                Arrays.stream(letters).anyMatch(letter -> letter.isPresent() && !isUnspaced(letter.getAsInt()));
        return spaced || Arrays.stream(letters).allMatch(OptionalInt::isEmpty);
    }

    private boolean needsBlank(String text) {
        int first = text.codePointAt(0);
        OptionalInt letter = letter(text);
        return !Character.isWhitespace(last)
                && !Character.isWhitespace(first)
                && (!unspaced || (asciiEnd && letter.isPresent()))
                && !isWide(first)
                && (letter.isEmpty() || !isUnspaced(letter.getAsInt()))
                && !closes(text);
    }

    private static boolean closes(String text) {
        int first = text.codePointAt(0);
        boolean opens =
                ALSO_OPENING.indexOf(first) >= 0 && text.length() > 1 && Character.isLetterOrDigit(text.codePointAt(1));
        return CLOSING.indexOf(first) >= 0 && !opens;
    }

    /** Returns the first letter or digit, since a quotation mark does not tell the script of the text after it. */
    private static OptionalInt letter(String text) {
        return text.codePoints().filter(Character::isLetterOrDigit).findFirst();
    }

    /** Returns whether this is punctuation as wide as a Han character, which contains its own blank. */
    private static boolean isWide(int codePoint) {
        return (codePoint >= 0x3000 && codePoint <= 0x303f) || (codePoint >= 0xff00 && codePoint <= 0xff60);
    }

    /** Returns whether this script has no blanks between words. */
    private static boolean isUnspaced(int codePoint) {
        // Marks that lengthen or voice a kana or repeat a Han character have no script, also of half the width.
        if (isWide(codePoint)
                || (codePoint >= 0x30a0 && codePoint <= 0x30ff)
                || (codePoint >= 0xff65 && codePoint <= 0xff9f)) {
            return true;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
            default -> false;
        };
    }
}
