package qasr.align;

import java.util.List;

/** How long units take to say, in letters: an estimate for times that no model has measured. */
final class UnitWeights {
    /** A syllable in one character; about two and a half Latin letters. */
    private static final int IDEOGRAPH = 3;

    private static final int KANA_OR_HANGUL = 2;
    /** A digit is a word when it is said. */
    private static final int DIGIT = 3;

    /** The fastest speech: 33 letters, or 11 Chinese characters, a second. */
    static final int LEAST_MILLIS = 30;
    /** Ordinary speech. */
    static final int USUAL_MILLIS = 65;

    private UnitWeights() {}

    /** Returns the weight of each unit, at least 1. */
    static int[] of(List<String> units) {
        return units.stream().mapToInt(UnitWeights::of).toArray();
    }

    private static int of(String unit) {
        return Math.max(1, unit.codePoints().map(UnitWeights::of).sum());
    }

    private static int of(int point) {
        if (Character.isDigit(point)) {
            return DIGIT;
        }
        return switch (Character.UnicodeScript.of(point)) {
            case HAN -> IDEOGRAPH;
            case HIRAGANA, KATAKANA, HANGUL -> KANA_OR_HANGUL;
            default -> Character.isLetterOrDigit(point) ? 1 : 0;
        };
    }
}
