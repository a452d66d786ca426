package qasr.console;

/** How many terminal columns a text takes: two for the wide East Asian characters, none for combining marks. */
public final class Columns {
    private Columns() {}

    /** Returns the width of {@code text}. */
    public static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    /** Returns the longest beginning of {@code text} that fits into {@code columns}. */
    static String truncate(String text, int columns) {
        int width = 0;
        int index = 0;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            width += of(codePoint);
            if (width > columns) {
                break;
            }
            index += Character.charCount(codePoint);
        }
        return text.substring(0, index);
    }

    private static int of(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        if (codePoint >= 0x1160 && codePoint <= 0x11FF) {
            return 0; // Korean vowels and final consonants join the syllable before: names from macOS have them
        }
        return isWide(codePoint) ? 2 : 1;
    }

    /** The wide and full-width blocks of Unicode's East Asian Width property, coarsely. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF && c != 0x303F)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
    }
}
