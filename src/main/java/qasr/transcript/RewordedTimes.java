package qasr.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times of the words of a text that was edited. Words at its beginning and its end that are as before keep their times. The
 * words between them share the time between these by their letters; they are marked as adjusted.
 */
final class RewordedTimes {
    private static final Pattern WORD = Pattern.compile("(?U)\\S+\\s*");

    private RewordedTimes() {}

    /** Returns the words of {@code text}, which joined are the text; none if {@code before} or the text has none. */
    static List<Word> of(List<Word> before, String text) {
        if (before.isEmpty() || text.isBlank()) {
            return List.of();
        }
        int first = 0;
        int from = 0;
        while (first < before.size() && text.startsWith(before.get(first).text(), from)) {
            from += before.get(first++).text().length();
        }
        int end = before.size();
        int to = text.length();
        while (end > first
                && to - before.get(end - 1).text().length() >= from
                && text.startsWith(
                        before.get(end - 1).text(),
                        to - before.get(end - 1).text().length())) {
            to -= before.get(--end).text().length();
        }
        if (from < to && (first == end || text.substring(from, to).isBlank())) {
            // No time or no letters of its own: it shares a neighbour's.
            if (first > 0) {
                from -= before.get(--first).text().length();
            } else {
                to += before.get(end++).text().length();
            }
        }
        List<Word> words = new ArrayList<>(before.subList(0, first));
        if (from < to) {
            TimeSpan room = new TimeSpan(
                    before.get(first).span().start(), before.get(end - 1).span().end());
            words.addAll(shared(text.substring(from, to), room));
        }
        words.addAll(before.subList(end, before.size()));
        return words;
    }

    private static List<Word> shared(String text, TimeSpan room) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            parts.add(text.substring(from, words.end())); // the first one has the blanks before it, too
            from = words.end();
        }
        long all = parts.stream().mapToLong(RewordedTimes::letters).sum();
        long before = 0;
        List<Word> shared = new ArrayList<>();
        for (String part : parts) {
            long start = before;
            before += letters(part);
            shared.add(new Word(
                    part,
                    new TimeSpan(
                            room.start().plus(room.length().multipliedBy(start).dividedBy(all)),
                            room.start().plus(room.length().multipliedBy(before).dividedBy(all))),
                    OptionalDouble.empty(),
                    true));
        }
        return shared;
    }

    private static long letters(String text) {
        return Math.max(1, text.codePoints().filter(Character::isLetterOrDigit).count());
    }
}
