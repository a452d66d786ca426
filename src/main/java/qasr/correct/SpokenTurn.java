package qasr.correct;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import qasr.score.Alignment;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.transcript.Word;

/**
 * Segments of one speaker in one channel that nobody else's segment stands between. A row of a subtitle may have words of two
 * of them, but not of two turns. The turn remembers the words that the rows so far have shown.
 */
final class SpokenTurn {
    /** How far from its subtitle a word may be said: times without an aligner are estimates, and some words are shown late. */
    static final Duration SLACK = Duration.ofMillis(500);
    /** So many words more than a row has are searched for those of the row. */
    private static final int NEARBY = 8;
    /** So many words more than a subtitle has may be the next ones, if rows before have lost some. */
    private static final int NEXT = 4;
    /** How far from the times of its subtitle a word is the subtitle's, since both may be estimates. */
    private static final Duration NEAR = Duration.ofSeconds(2);

    private final int first;
    private final int group;
    private final String channel;
    private final String speaker;
    private final List<Said> said = new ArrayList<>();
    /** How many words the rows so far have shown. */
    private int shown;

    private final List<TimeSpan> spans = new ArrayList<>();

    /** A word, and when it is said, in milliseconds. */
    private record Said(String key, long at) {}

    /**
     * @param first the number of its first segment
     * @param group the number of the segments that are said at the same time, or -1
     */
    SpokenTurn(int first, int group, Utterance utterance) {
        this.first = first;
        this.group = group;
        channel = utterance.place().channel();
        speaker = utterance.place().speaker();
        add(utterance);
    }

    /** Returns whether a segment with words that comes next belongs to this turn. */
    boolean goesOn(int otherGroup, Utterance next) {
        return group >= 0
                && otherGroup == group
                && next.place().channel().equals(channel)
                && next.place().speaker().equals(speaker);
    }

    void add(Utterance utterance) {
        List<Token> tokens = Token.of(utterance.text(), 0);
        long all = Math.max(1, tokens.stream().mapToLong(SpokenTurn::letters).sum());
        List<Word> words = utterance.words();
        int word = -1;
        long wordEnd = 0;
        long at = 0;
        long before = 0;
        for (Token token : tokens) {
            while (at >= wordEnd && word + 1 < words.size()) {
                wordEnd += words.get(++word).text().replaceAll("(?U)\\s", "").length();
            }
            Duration start = word < 0
                    ? utterance
                            .start()
                            .plus(utterance.length().multipliedBy(before).dividedBy(all))
                    : words.get(word).span().start();
            said.add(new Said(token.key(), start.toMillis()));
            at += token.text().length();
            before += letters(token);
        }
        spans.add(utterance.place().span());
    }

    private static long letters(Token token) {
        return token.text().codePoints().filter(Character::isLetterOrDigit).count();
    }

    int first() {
        return first;
    }

    /** Returns the number of the segments that are said at the same time, or -1. */
    int group() {
        return group;
    }

    /** Returns the label of its speaker in SubRip, or "". */
    String label() {
        String name = speaker.strip().replaceAll("(?U)\\s+", " ");
        return name.isEmpty() ? "" : "[" + name + "]";
    }

    /** Returns whether a segment is said at about the time of a subtitle. */
    boolean meets(TimeSpan shown) {
        return distance(shown).compareTo(SLACK) < 0;
    }

    /** Returns whether the words may be a subtitle's if the subtitle names the speaker. */
    boolean isNear(TimeSpan shown) {
        return distance(shown).compareTo(NEAR) < 0;
    }

    /** Returns how long before or after a subtitle the nearest segment is said; not above 0 if they overlap. */
    Duration distance(TimeSpan shown) {
        return spans.stream()
                .map(span -> Collections.max(
                        List.of(span.start().minus(shown.end()), shown.start().minus(span.end()))))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Returns how many words of a row are among those that its subtitle may show: the next ones, and those that are said at
     * about that time. A long turn has words of any row somewhere.
     *
     * @param words how many the subtitle has
     */
    int shared(List<String> row, TimeSpan subtitle, int words) {
        long start = subtitle.start().minus(NEAR).toMillis();
        long end = subtitle.end().plus(NEAR).toMillis();
        List<String> near = IntStream.range(0, said.size())
                .filter(i -> (i >= shown && i < shown + words + NEXT)
                        || (said.get(i).at() > start && said.get(i).at() < end))
                .mapToObj(i -> said.get(i).key())
                .toList();
        return (int) new Alignment(near, row)
                .pairs().stream().filter(Alignment.Pair::isHit).count();
    }

    /** Returns how many words of a row are the next ones after the rows so far. */
    int following(List<String> row) {
        int count = 0;
        while (count < row.size()
                && shown + count < said.size()
                && said.get(shown + count).key().equals(row.get(count))) {
            count++;
        }
        return count;
    }

    /** Takes a row as shown: what follows are the words after the last one that both share nearby. */
    void show(List<String> row) {
        int at = shown;
        int to = Math.min(said.size(), at + 2 * row.size() + NEARBY);
        List<String> next = said.subList(at, to).stream().map(Said::key).toList();
        for (Alignment.Pair pair : new Alignment(next, row).pairs()) {
            at += pair.reference().isEmpty() ? 0 : 1;
            shown = pair.isHit() ? at : shown;
        }
    }

    /** Returns how long before or after the start of a subtitle the next word is said, in milliseconds. */
    long away(TimeSpan subtitle) {
        return Math.abs(said.get(Math.min(shown, said.size() - 1)).at()
                - subtitle.start().toMillis());
    }
}
