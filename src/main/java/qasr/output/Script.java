package qasr.output;

/** What a layout needs to know about characters. */
final class Script {
    /** Never first on a line (JIS X 4051's and CLREQ's closing marks, small kana, and their Western like). */
    private static final String NOT_FIRST = ",.;:!?%)]}\u2019\u201d\u00bb\u2026\u2014\u2013\u203a"
            + "、。，．・：；？！％‰）］｝〕〉》」』】〗〙〛〟’”…—～ー〜々ゝゞヽヾ"
            + "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
            + "\u060c\u061b\u061f\u06d4\u0964\u0965";

    /** Never last on a line. */
    private static final String NOT_LAST = "([{\u2018\u201c\u00ab\u2039¿¡#$£€¥（［｛〔〈《「『【〖〘〚〝‘“＃＄￥";

    private static final String SENTENCE_END = ".!?\u2026。！？．\u061f\u06d4\u0964\u0965";
    private static final String CLAUSE_END = ",;:、，；：\u060c\u061b\u2014\u2013";
    private static final String CLOSING = ")]}\u2019\u201d\u00bb\"'」』）】》〉";

    private Script() {}

    static boolean isNotFirst(int codePoint) {
        return NOT_FIRST.indexOf(codePoint) >= 0;
    }

    static boolean isNotLast(int codePoint) {
        return NOT_LAST.indexOf(codePoint) >= 0;
    }

    /** Returns whether text of this character is written without blanks, so that a line may break beside it. */
    static boolean isUnspaced(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO -> true;
            default -> isFullWidthMark(codePoint);
        };
    }

    private static boolean isFullWidthMark(int codePoint) {
        return (codePoint >= 0x3001 && codePoint <= 0x303f) || (codePoint >= 0xff01 && codePoint <= 0xff60);
    }

    /** Returns whether the character belongs to the one before it. */
    static boolean isAttached(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.FORMAT
                || (codePoint >= 0x1f3fb && codePoint <= 0x1f3ff); // skin tones
    }

    /** Returns how many columns the character takes: 0, 1 or 2. */
    static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    static boolean isWide(int codePoint) {
        return isUnspaced(codePoint)
                || Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HANGUL
                || (codePoint >= 0x1f300 && codePoint <= 0x1faff);
    }

    static int width(String text) {
        return text.codePoints().map(Script::width).sum();
    }

    /** Returns how good it is to break after {@code text}. */
    static Pause pauseAfter(String text) {
        int end = text.length();
        while (end > 1 && CLOSING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        char last = text.charAt(end - 1);
        if (SENTENCE_END.indexOf(last) >= 0) {
            return Pause.SENTENCE;
        }
        return CLAUSE_END.indexOf(last) >= 0 ? Pause.CLAUSE : Pause.NONE;
    }

    /** What ends at a place between two atoms. */
    enum Pause {
        NONE(80, 20),
        CLAUSE(30, 5),
        SENTENCE(0, 0);

        private final int cueCost;
        private final int lineCost;

        Pause(int cueCost, int lineCost) {
            this.cueCost = cueCost;
            this.lineCost = lineCost;
        }

        /** Returns what it costs to end a cue here; beginning another costs 100. */
        int cueCost() {
            return cueCost;
        }

        /** Returns what it costs to end a line here, in columns of imbalance. */
        int lineCost() {
            return lineCost;
        }
    }
}
