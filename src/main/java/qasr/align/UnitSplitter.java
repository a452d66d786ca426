package qasr.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import qasr.align.WordUnits.Unit;
import qasr.text.Language;

/**
 * Splits a text into units as the reference does (QwenLM/Qwen3-ASR, qwen3_forced_aligner, and transformers 5.18).
 *
 * <p>Letters (L*), digits (N*) and the ASCII apostrophe are kept; everything else in a unit's range is dropped from its
 * text. Lone surrogates are dropped, too.
 */
enum UnitSplitter {
    /** At blanks, and each Chinese character for itself: all languages but two. */
    BLANKS_AND_IDEOGRAPHS {
        @Override
        List<Unit> split(String text) {
            return units(text, true);
        }
    },
    /**
     * At blanks only, for Korean. The reference also cuts a piece behind the longest prefix that is in a word list;
     * transformers has no list and cuts nothing, and neither does this.
     */
    BLANKS {
        @Override
        List<Unit> split(String text) {
            return units(text, false);
        }
    },
    /** Morphemes, for Japanese. The reference has nagisa, which exists for Python only. */
    MORPHEMES {
        @Override
        List<Unit> split(String text) {
            List<Unit> units = new ArrayList<>();
            int from = 0;
            for (int to : JapaneseMorphemes.ends(text)) {
                add(units, text, from, to);
                from = to;
            }
            add(units, text, from, text.length());
            return units;
        }
    };

    /** Returns the units of {@code text} in order. */
    abstract List<Unit> split(String text);

    static UnitSplitter of(Language language) {
        return switch (language.name().toLowerCase(Locale.ROOT)) {
            case "japanese" -> MORPHEMES;
            case "korean" -> BLANKS;
            default -> BLANKS_AND_IDEOGRAPHS;
        };
    }

    private static List<Unit> units(String text, boolean ideographs) {
        List<Unit> units = new ArrayList<>();
        int from = 0;
        int next;
        for (int i = 0; i < text.length(); i = next) {
            int point = text.codePointAt(i);
            next = i + Character.charCount(point);
            if (isBlank(point)) {
                add(units, text, from, i);
                from = next;
            } else if (ideographs && isIdeograph(point)) {
                add(units, text, from, i);
                add(units, text, i, next);
                from = next;
            }
        }
        add(units, text, from, text.length());
        return units;
    }

    /** Adds the kept characters of {@code text} from {@code from} to {@code to} as a unit, if there are any. */
    private static void add(List<Unit> units, String text, int from, int to) {
        StringBuilder kept = new StringBuilder();
        int start = to;
        int end = from;
        int next;
        for (int i = from; i < to; i = next) {
            int point = text.codePointAt(i);
            next = i + Character.charCount(point);
            if (isKept(point)) {
                kept.appendCodePoint(point);
                start = Math.min(start, i);
                end = next;
            }
        }
        if (kept.length() > 0) {
            units.add(new Unit(kept.toString(), start, end));
        }
    }

    private static boolean isKept(int point) {
        return point == '\'' || Character.isLetter(point) || isNumber(point);
    }

    /** Returns whether the general category is Nd, Nl or No: ² and Ⅷ are numbers, too. */
    private static boolean isNumber(int point) {
        int type = Character.getType(point);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    /** Returns whether Python's {@code str.split} splits here. */
    private static boolean isBlank(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point) || point == 0x85;
    }

    private static boolean isIdeograph(int point) {
        return within(point, 0x4E00, 0x9FFF)
                || within(point, 0x3400, 0x4DBF)
                || within(point, 0x20000, 0x2A6DF)
                || within(point, 0x2A700, 0x2B73F)
                || within(point, 0x2B740, 0x2B81F)
                || within(point, 0x2B820, 0x2CEAF)
                || within(point, 0xF900, 0xFAFF)
                || within(point, 0x2F800, 0x2FA1F);
    }

    private static boolean within(int point, int first, int last) {
        return point >= first && point <= last;
    }
}
