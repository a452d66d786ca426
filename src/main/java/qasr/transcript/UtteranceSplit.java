package qasr.transcript;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits an utterance in two before one of its words. No character is lost or moved: the texts, the words and the raw texts of
 * the parts, joined, are those of the whole. The parts share its time.
 */
public final class UtteranceSplit {
    private UtteranceSplit() {}

    /**
     * Returns the parts before and after the word {@code first}; empty if the text cannot be split there, because an edit has
     * changed what stands on both sides.
     *
     * @param first a word after the first one
     */
    public static Optional<List<Utterance>> before(Utterance utterance, int first) {
        List<Word> words = utterance.words();
        if (first <= 0 || first >= words.size()) {
            return Optional.empty();
        }
        int at = words.subList(0, first).stream()
                .mapToInt(word -> word.text().length())
                .sum();
        Optional<List<Wording>> wordings = WordingSplit.of(utterance.wording(), at);
        if (wordings.isEmpty()) {
            return Optional.empty();
        }
        List<TimeSpan> spans = spans(utterance, words.get(first - 1), words.get(first));
        List<Confidence> confidences =
                confidences(utterance, wordings.get().get(0).raw().length());
        List<Utterance> parts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Place place = utterance.place();
            parts.add(new Utterance(
                    new Place(spans.get(i), place.timing(), place.channel(), place.speaker()),
                    wordings.get().get(i),
                    confidences.get(i),
                    utterance.outcome(),
                    i == 0 ? words.subList(0, first) : words.subList(first, words.size())));
        }
        return Optional.of(parts);
    }

    /** The parts meet between the words, so that no second of speech is lost or counted twice. */
    private static List<TimeSpan> spans(Utterance utterance, Word last, Word next) {
        long middle = (last.span().end().toMillis() + next.span().start().toMillis()) / 2;
        long within =
                Math.max(utterance.start().toMillis(), Math.min(utterance.end().toMillis(), middle));
        Duration border = Duration.ofMillis(within);
        return List.of(new TimeSpan(utterance.start(), border), new TimeSpan(border, utterance.end()));
    }

    /** Gives each part the tokens of its raw text; a token of both belongs to both. */
    private static List<Confidence> confidences(Utterance utterance, int rawChars) {
        Confidence whole = utterance.confidence();
        StringBuilder answer = new StringBuilder();
        whole.tokens().forEach(token -> answer.append(token.text()));
        int raw = answer.lastIndexOf(utterance.wording().raw());
        if (whole.tokens().isEmpty() || raw < 0 || !whole.isSpelled()) {
            Confidence part = new Confidence(whole.mean(), whole.min(), List.of());
            return List.of(part, part);
        }
        int border = raw + rawChars;
        List<ScoredToken> left = new ArrayList<>();
        List<ScoredToken> right = new ArrayList<>();
        int at = 0;
        for (ScoredToken token : whole.tokens()) {
            int end = at + token.text().length();
            if (at < border) {
                left.add(token);
            }
            if (end > border || at >= border) {
                right.add(token);
            }
            at = end;
        }
        return List.of(Confidence.of(left), Confidence.of(right));
    }
}
