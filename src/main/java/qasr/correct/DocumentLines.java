package qasr.correct;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import qasr.score.Alignment;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * The spoken lines of a document that was made from a transcript, for example from its html or from a copy of its page:
 * without the title, and without times and speakers, whether these stand before the text or in lines and cells of their own.
 * A line that a segment says is always kept.
 */
final class DocumentLines {
    /** A time, with the end of the segment after it if both are in brackets: without them, it is a subtitle's. */
    private static final Pattern CLOCK = Pattern.compile("^[\\[(]?((?:\\d{1,3}:)?\\d{1,2}:\\d{2})(?:[.,]\\d{1,3})?"
            + "(?: --> [\\d:.,]+(?=\\]))?[\\])]?[ :\u00a0]*");

    private final Set<String> titles = new HashSet<>();
    private final Set<String> said = new HashSet<>();
    /** The texts of the segments by the clocks at which they start. */
    private final Map<String, List<String>> starts = new HashMap<>();

    DocumentLines(Transcript transcript) {
        String path = transcript.source().path();
        String name = path.substring(path.lastIndexOf('/') + 1);
        titles.add(name);
        titles.add(name.replaceFirst("\\.[^.]*$", ""));
        for (Utterance utterance : transcript.utterances()) {
            titles.add(name(utterance.place().speaker()));
            titles.add(utterance.place().channel());
            said.add(utterance.text().strip());
            for (String clock : clocks(utterance.start())) {
                starts.computeIfAbsent(clock, key -> new ArrayList<>()).add(utterance.text());
            }
        }
    }

    private static List<String> clocks(Duration time) {
        int minutes = time.toMinutesPart();
        int seconds = time.toSecondsPart();
        List<String> clocks = new ArrayList<>(List.of(
                String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), minutes, seconds),
                String.format(Locale.ROOT, "%02d:%02d:%02d", time.toHours(), minutes, seconds)));
        if (time.toHours() == 0) {
            clocks.add(String.format(Locale.ROOT, "%d:%02d", minutes, seconds));
            clocks.add(String.format(Locale.ROOT, "%02d:%02d", minutes, seconds));
        }
        return clocks;
    }

    /** Returns the text without what is not said, in the same rows. */
    String spoken(String text) {
        List<String> rows =
                Arrays.stream(text.split("\n", -1)).map(String::strip).toList();
        List<String> texts =
                rows.stream().filter(row -> !words(row, true).isEmpty()).toList();
        long clocks =
                texts.stream().filter(row -> !withoutClock(row).equals(row)).count();
        StringBuilder spoken = new StringBuilder();
        for (String row : rows) {
            spoken.append(words(row, 2 * clocks > texts.size())).append('\n');
        }
        return spoken.toString();
    }

    /** Returns the row without the time of a segment at its beginning. */
    private String withoutClock(String row) {
        Matcher clock = CLOCK.matcher(row);
        return clock.find() && starts.containsKey(clock.group(1)) ? row.substring(clock.end()) : row;
    }

    /** Returns whether a time has its segment after it, or a speaker, or nothing: any other time is said. */
    private boolean isStart(String row, String rest) {
        Matcher clock = CLOCK.matcher(row);
        return clock.find()
                && (speech(rest).isEmpty()
                        || starts.getOrDefault(clock.group(1), List.of()).stream()
                                .anyMatch(text -> shares(text, speech(rest))));
    }

    /** Returns whether half of the words of the shorter text are in the other one, too; a text without words shares none. */
    private static boolean shares(String text, String other) {
        List<String> keys = Token.of(text, 0).stream().map(Token::key).toList();
        List<String> others = Token.of(other, 0).stream().map(Token::key).toList();
        long hits = new Alignment(keys, others)
                .pairs().stream().filter(Alignment.Pair::isHit).count();
        return hits > 0 && 2 * hits >= Math.min(keys.size(), others.size());
    }

    /**
     * Returns the text of a row.
     *
     * @param clocked whether most rows begin with a time
     */
    private String words(String row, boolean clocked) {
        if (said.contains(row)) {
            return row;
        }
        String rest = withoutClock(row);
        return speech(clocked || isStart(row, rest) ? rest : row);
    }

    /** Returns the text without a speaker before it; "" for a title. */
    private String speech(String words) {
        if (said.contains(words)) {
            return words;
        }
        // The longest first: a name may have a colon inside.
        for (int colon = words.lastIndexOf(": "); colon > 0; colon = words.lastIndexOf(": ", colon - 1)) {
            if (titles.contains(name(words.substring(0, colon)))) {
                return words.substring(colon + 1).strip();
            }
        }
        String name = words.endsWith(":") ? words.substring(0, words.length() - 1) : words;
        return titles.contains(name(name)) ? "" : words;
    }

    /** Returns a name with single blanks, which some formats have instead of its own. */
    private static String name(String text) {
        return text.replaceAll("(?U)\\s+", " ").strip();
    }
}
