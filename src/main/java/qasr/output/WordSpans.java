package qasr.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import qasr.subtitle.Cue;
import qasr.subtitle.TimedWord;

/** Divides the time of a subtitle among its words, without gaps. */
final class WordSpans {
    /**
     * A time in which one word is highlighted.
     *
     * @param word the number of the word in the subtitle, or -1 for none
     */
    record Span(int word, long start, long end) {}

    private WordSpans() {}

    /**
     * Returns the times in order. Each lasts 1 ms at least; a word that has no time of its own has none. In pauses, no
     * word is highlighted.
     */
    static List<Span> of(Cue cue) {
        List<Span> spans = new ArrayList<>();
        List<TimedWord> words = cue.words();
        long at = cue.start();
        // Several speakers say theirs at the same time.
        List<Integer> order = IntStream.range(0, words.size())
                .boxed()
                .sorted(Comparator.comparingLong(
                        i -> cue.isShared() ? words.get(i).start() : 0))
                .toList();
        for (int k = 0; k < order.size(); k++) {
            int i = order.get(k);
            long start = Math.min(cue.end(), Math.max(at, words.get(i).start()));
            long end = Math.min(cue.end(), words.get(i).end());
            if (cue.isShared() && k + 1 < order.size()) {
                end = Math.min(end, words.get(order.get(k + 1)).start());
            }
            if (end <= start) {
                continue;
            }
            if (start > at) {
                spans.add(new Span(-1, at, start));
            }
            spans.add(new Span(i, start, end));
            at = end;
        }
        if (at < cue.end()) {
            spans.add(new Span(-1, at, cue.end()));
        }
        return spans;
    }
}
