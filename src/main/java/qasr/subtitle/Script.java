package qasr.subtitle;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.regex.Pattern;

/** Properties of characters for line breaks, and the pauses that punctuation stands for. */
public final class Script {
    /**
     * Characters that must not begin a line: closing marks of JIS X 4051 and CLREQ, small kana, and Western
     * equivalents.
     */
    private static final String NOT_FIRST = ",.;:!?%)]}\u2019\u201d\u00bb\u2026\u2014\u2013\u203a"
            + "、。，．・：；？！％‰）］｝〕〉》」』】〗〙〛〟’”…—～ー〜々ゝゞヽヾ｡｣､･"
            + "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯｰﾞﾟ"
            + "\u060c\u061b\u061f\u06d4\u066a\u0964\u0965";

    /** Characters that must not end a line. */
    private static final String NOT_LAST = "([{\u2018\u201c\u00ab\u2039¿¡#$£€¥（［｛〔〈《「『【〖〘〚〝‘“＃＄￥｢";

    private static final String SENTENCE_END = ".!?\u2026。！？．｡\u061f\u06d4\u0964\u0965";
    private static final String CLAUSE_END = ",;:、，；：､\u060c\u061b\u2014\u2013";
    private static final String CLOSING = ")]}\u2019\u201d\u00bb\"'」』）】》〉｣";
    /** A full stop after these ends no sentence. */
    private static final Pattern ABBREVIATION = Pattern.compile(
            "(?iU)(?:.*[\\s(\"'])?(?:(?-i:\\p{Lu})|mr|mrs|ms|dr|prof|st|jr|sr|vs|e\\.g|i\\.e|z\\.b|bzw|ca|nr|no|inc|ltd|co"
                    + "|fig|vol|approx|dept|gen|col|lt|rev|hon|sra|dra|mme|mlle)\\.");

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
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
            default -> isFullWidthMark(codePoint) || isPicture(codePoint);
        };
    }

    static boolean isHangul(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HANGUL;
    }

    private static boolean isFullWidthMark(int codePoint) {
        return (codePoint >= 0x3001 && codePoint <= 0x303f)
                || (codePoint >= 0x30a0 && codePoint <= 0x30ff)
                || (codePoint >= 0xff01 && codePoint <= 0xff60);
    }

    /** Returns whether this is an emoji, or a part of one. */
    private static boolean isPicture(int codePoint) {
        return Cells.isPicture(codePoint)
                || codePoint == 0x200d
                || codePoint == 0xfe0f
                || codePoint == 0x20e3
                || UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI_MODIFIER);
    }

    /** Returns the kind of pause after {@code text}, which is not empty. */
    public static Pause pauseAfter(String text) {
        int end = text.length();
        while (end > 1 && CLOSING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        char last = text.charAt(end - 1);
        if (last == '.' && ABBREVIATION.matcher(text.substring(0, end)).matches()) {
            return Pause.NONE;
        }
        if (SENTENCE_END.indexOf(last) >= 0) {
            return Pause.SENTENCE;
        }
        return CLAUSE_END.indexOf(last) >= 0 ? Pause.CLAUSE : Pause.NONE;
    }

    /** The kind of pause that punctuation stands for. */
    public enum Pause {
        NONE,
        CLAUSE,
        SENTENCE
    }
}
