package qasr.correct;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.transcript.Word;

/** A corrected segment that was aligned again: words away from the correction keep their times. */
public final class KeptTimes {
    private KeptTimes() {}

    /**
     * Returns the aligned segment with the times of before, except for words whose times were shared, and the words beside them.
     *
     * @param shared the corrected segment, whose corrected words are {@link Word#adjusted}
     * @param aligned the same segment with the times that the aligner found
     */
    public static Utterance of(Utterance shared, Utterance aligned) {
        List<Word> before = shared.words();
        List<Word> after = aligned.words();
        if (!texts(before).equals(texts(after))) {
            return aligned;
        }
        boolean[] open = open(before);
        List<Word> words = new ArrayList<>();
        for (int from = 0; from < before.size(); ) {
            int to = from;
            while (to < before.size() && open[to]) {
                to++;
            }
            if (to > from) {
                Duration start =
                        from == 0 ? shared.start() : before.get(from - 1).span().end();
                Duration end = to == before.size()
                        ? shared.end()
                        : before.get(to).span().start();
                words.addAll(between(before.subList(from, to), after.subList(from, to), start, end));
            } else {
                words.add(before.get(to++));
            }
            from = to;
        }
        return aligned.timed(aligned.place().timing(), words);
    }

    /** Returns the words whose times were shared and their neighbours, which may have had a part of the time. */
    private static boolean[] open(List<Word> words) {
        boolean[] open = new boolean[words.size()];
        for (int i = 0; i < open.length; i++) {
            for (int k = Math.max(0, i - 1); k <= Math.min(open.length - 1, i + 1); k++) {
                open[i] |= words.get(k).adjusted();
            }
        }
        return open;
    }

    private static List<String> texts(List<Word> words) {
        return words.stream().map(Word::text).toList();
    }

    /** Returns the aligned words, or the shared ones if the aligned ones do not lie between their neighbours. */
    private static List<Word> between(List<Word> shared, List<Word> aligned, Duration start, Duration end) {
        List<Word> words = new ArrayList<>();
        for (Word word : aligned) {
            Duration from = word.span().start().compareTo(start) < 0
                    ? start
                    : word.span().start();
            Duration to =
                    word.span().end().compareTo(end) > 0 ? end : word.span().end();
            if (to.compareTo(from) <= 0) {
                return shared;
            }
            words.add(new Word(word.text(), new TimeSpan(from, to), word.probability(), word.adjusted()));
        }
        return words;
    }
}
