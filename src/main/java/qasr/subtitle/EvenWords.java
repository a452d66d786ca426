package qasr.subtitle;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import qasr.transcript.Utterance;

/** Approximate times of words: an utterance's time is shared out by the number of letters and digits. */
final class EvenWords {
    private EvenWords() {}

    static List<TimedWord> of(Utterance utterance) {
        String text = utterance.text();
        List<String> words = words(text);
        long[] before = new long[words.size() + 1];
        for (int i = 0; i < words.size(); i++) {
            before[i + 1] = before[i] + letters(words.get(i));
        }
        long all = before[words.size()];
        long start = utterance.start().toMillis();
        long length = utterance.length().toMillis();
        List<TimedWord> spoken = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            // Without a letter, all of the text is one word.
            long from = all == 0 ? 0 : Math.round((double) length * before[i] / all);
            long to = all == 0 ? length : Math.round((double) length * before[i + 1] / all);
            spoken.add(new TimedWord(words.get(i), start + from, start + to));
        }
        return spoken;
    }

    /** Returns the words of {@code text}, each with the blanks and marks after it. */
    private static List<String> words(String text) {
        BreakIterator boundaries = BreakIterator.getWordInstance(ULocale.ROOT);
        boundaries.setText(text);
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int from = 0, to = boundaries.next(); to != BreakIterator.DONE; from = to, to = boundaries.next()) {
            if (letters(text.substring(from, to)) > 0 && letters(text.substring(start, from)) > 0) {
                words.add(text.substring(start, from));
                start = from;
            }
        }
        if (start < text.length()) {
            words.add(text.substring(start));
        }
        return words;
    }

    private static long letters(String text) {
        return text.codePoints().filter(Character::isLetterOrDigit).count();
    }
}
