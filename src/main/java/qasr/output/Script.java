package qasr.output;

/** Properties of characters for line breaks and text width. */
final class Script {
    /**
     * Characters that must not begin a line: closing marks of JIS X 4051 and CLREQ, small kana, and Western
     * equivalents.
     */
    private static final String NOT_FIRST = ",.;:!?%)]}\u2019\u201d\u00bb\u2026\u2014\u2013\u203a"
            + "、。，．・：；？！％‰）］｝〕〉》」』】〗〙〛〟’”…—～ー〜々ゝゞヽヾ"
            + "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
            + "\u060c\u061b\u061f\u06d4\u0964\u0965";

    /** Characters that must not end a line. */
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

    /** Returns whether the character's script has no blanks between words, so that a line may break beside it. */
    static boolean isUnspaced(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO -> true;
            default -> isFullWidthMark(codePoint);
        };
    }

    private static boolean isFullWidthMark(int codePoint) {
        return (codePoint >= 0x3001 && codePoint <= 0x303f) || (codePoint >= 0xff01 && codePoint <= 0xff60);
    }

    /** Returns whether the character combines with the previous one. */
    static boolean isAttached(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.FORMAT
                || (codePoint >= 0x1f3fb && codePoint <= 0x1f3ff); // skin tones
    }

    /** Returns the width of the character in columns: 0, 1 or 2. */
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

    /** Returns the kind of pause after {@code text}. */
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

    /** The kind of pause between two atoms. */
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

        /** Returns the cost of ending a cue here; each cue costs 100. */
        int cueCost() {
            return cueCost;
        }

        /** Returns the cost of ending a line here, in columns of imbalance. */
        int lineCost() {
            return lineCost;
        }
    }
}
