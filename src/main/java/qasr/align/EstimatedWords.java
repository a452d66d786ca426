package qasr.align;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Words whose times are estimated: those of an aligner's units, but text of scripts without blanks is split by a dictionary.
 * Thai, Lao, Khmer and Burmese have blanks only between phrases, and an estimate needs no units that a network knows.
 *
 * @param texts the words; joined, they are the joined words of the units
 * @param units for each word, the index of its unit
 */
record EstimatedWords(List<String> texts, List<Integer> units) {
    EstimatedWords {
        texts = List.copyOf(texts);
        units = List.copyOf(units);
    }

    /** Splits the words of units. */
    static EstimatedWords of(List<String> words) {
        List<String> texts = new ArrayList<>();
        List<Integer> units = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            for (String part : word.codePoints().anyMatch(EstimatedWords::isUnspaced) ? parts(word) : List.of(word)) {
                texts.add(part);
                units.add(i);
            }
        }
        return new EstimatedWords(texts, units);
    }

    /** Returns the length of each word in letters, at least 1. */
    int[] weights() {
        return UnitWeights.of(texts);
    }

    /** Returns the words whose units are in {@code some}. */
    BitSet ofUnits(BitSet some) {
        BitSet words = new BitSet();
        for (int i = 0; i < units.size(); i++) {
            words.set(i, some.get(units.get(i)));
        }
        return words;
    }

    private static boolean isUnspaced(int point) {
        if (UCharacter.getIntPropertyValue(point, UProperty.LINE_BREAK) == UCharacter.LineBreak.COMPLEX_CONTEXT) {
            return true;
        }
        return switch (Character.UnicodeScript.of(point)) {
            case HIRAGANA, KATAKANA, TIBETAN -> true;
            default -> false;
        };
    }

    /** Returns the dictionary's words in {@code text}, each with the blanks and marks after it. */
    private static List<String> parts(String text) {
        BreakIterator boundaries = BreakIterator.getWordInstance(ULocale.ROOT);
        boundaries.setText(text);
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int from = 0, to = boundaries.next(); to != BreakIterator.DONE; from = to, to = boundaries.next()) {
            if (hasLetters(text.substring(from, to)) && hasLetters(text.substring(start, from))) {
                parts.add(text.substring(start, from));
                start = from;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static boolean hasLetters(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
