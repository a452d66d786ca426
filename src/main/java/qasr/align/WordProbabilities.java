package qasr.align;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import qasr.transcript.Edit;
import qasr.transcript.ScoredToken;
import qasr.transcript.Utterance;
import qasr.transcript.Wording;

/**
 * The probability of each word: that of its least certain token. Words that were edited have none, and no word has one if the
 * texts of the tokens are not known.
 */
final class WordProbabilities {
    private WordProbabilities() {}

    /**
     * Returns one probability for each word.
     *
     * @param words the words of the utterance's text; joined, they are the text
     */
    static List<OptionalDouble> of(Utterance utterance, List<String> words) {
        String raw = utterance.wording().raw();
        String text = utterance.text();
        List<ScoredToken> tokens = utterance.confidence().tokens();
        StringBuilder answer = new StringBuilder();
        tokens.forEach(token -> answer.append(token.text()));
        int place = raw.isEmpty() ? -1 : answer.lastIndexOf(raw);
        int same = 0;
        while (same < Math.min(raw.length(), text.length()) && raw.charAt(same) == text.charAt(same)) {
            same++;
        }
        int sameEnd = 0;
        while (sameEnd < Math.min(raw.length(), text.length()) - same
                && raw.charAt(raw.length() - 1 - sameEnd) == text.charAt(text.length() - 1 - sameEnd)) {
            sameEnd++;
        }
        List<OptionalDouble> probabilities = new ArrayList<>();
        int from = 0;
        for (String word : words) {
            int to = from + word.length();
            if (place < 0) {
                probabilities.add(OptionalDouble.empty());
            } else if (to <= same) {
                probabilities.add(least(tokens, place + from, place + to));
            } else if (from >= text.length() - sameEnd) {
                int moved = place + raw.length() - text.length();
                probabilities.add(least(tokens, moved + from, moved + to));
            } else {
                int start = unedited(utterance.wording(), from, to);
                probabilities.add(
                        start < 0
                                ? OptionalDouble.empty()
                                : least(tokens, place + start, place + start + word.length()));
            }
            from = to;
        }
        return probabilities;
    }

    /** Returns where a part of the text stands in the raw text, in chars; -1 if an edit has changed it. */
    private static int unedited(Wording wording, int from, int to) {
        String text = wording.text();
        // Edits count code points. Each is undone, the last one first, which moves the part.
        int start = text.codePointCount(0, from);
        int length = text.codePointCount(from, to);
        for (int i = wording.edits().size() - 1; i >= 0; i--) {
            Edit edit = wording.edits().get(i);
            int now = points(edit.to());
            if (edit.at() + now <= start) {
                start += points(edit.from()) - now;
            } else if (edit.at() < start + length) {
                return -1;
            }
        }
        String raw = wording.raw();
        if (start < 0 || start + length > points(raw)) {
            return -1; // the edits are not those of this text
        }
        int at = raw.offsetByCodePoints(0, start);
        return raw.startsWith(text.substring(from, to), at) ? at : -1;
    }

    private static int points(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Returns the lowest probability of the tokens that have a part of the answer from {@code from} to {@code to}. */
    private static OptionalDouble least(List<ScoredToken> tokens, int from, int to) {
        double least = Double.NaN;
        int start = 0;
        for (ScoredToken token : tokens) {
            int end = start + token.text().length();
            // A token without text has a part of the character that the next one completes.
            boolean inside = start < to && (end > from || (end == from && start == end));
            if (inside && token.isKnown()) {
                least = Double.isNaN(least) ? token.logProbability() : Math.min(least, token.logProbability());
            }
            start = end;
        }
        return Double.isNaN(least) ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, Math.exp(least)));
    }
}
