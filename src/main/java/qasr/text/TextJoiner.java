package qasr.text;

/**
 * Joins the texts of chunks into running text, one at a time.
 *
 * <p>The reference writes them with nothing in between, which glues words of spaced scripts together
 * ("...the door.He said..."). Here a blank stands between two texts, except where either side is Chinese or Japanese
 * (which put none), where there already is white space, or before closing punctuation.
 */
public final class TextJoiner {
    private int last = ' ';

    /** Takes the next text; returns exactly what to append to all that came before: the text, or a blank and the text. */
    public String append(String text) {
        if (text.isEmpty()) {
            return "";
        }
        boolean blank = needsBlank(last, text.codePointAt(0));
        last = text.codePointBefore(text.length());
        return blank ? " " + text : text;
    }

    private static boolean needsBlank(int left, int right) {
        return !Character.isWhitespace(left)
                && !Character.isWhitespace(right)
                && !isUnspaced(left)
                && !isUnspaced(right)
                && ".,;:!?%)]}\u2026\u00bb\u201d".indexOf(right) < 0;
    }

    /** Returns whether text around this code point is written without blanks. */
    private static boolean isUnspaced(int codePoint) {
        // CJK punctuation and full-width forms belong to no script of their own.
        if ((codePoint >= 0x3000 && codePoint <= 0x303f) || (codePoint >= 0xff00 && codePoint <= 0xffef)) {
            return true;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO -> true;
            default -> false;
        };
    }
}
