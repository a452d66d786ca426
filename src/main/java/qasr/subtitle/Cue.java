package qasr.subtitle;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One subtitle. {@link CueBuilder} makes valid ones; those read from a file can have any times.
 *
 * @param start its start in milliseconds
 * @param end its end in milliseconds
 * @param language the code of its language, or "" if unknown
 * @param lines its lines
 */
public record Cue(long start, long end, String language, List<Line> lines) {
    public Cue {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param text the text
     * @param blank the blank that the line break before it stands for; "" in the first line
     * @param words its words with their times, whose texts joined are the text; empty if the times are unknown
     */
    public record Line(String text, String blank, List<TimedWord> words) {
        public Line {
            words = List.copyOf(words);
        }

        static Line of(String blank, List<TimedWord> words) {
            return new Line(words.stream().map(TimedWord::text).collect(Collectors.joining()), blank, words);
        }
    }

    /** Returns the texts of its lines. */
    public List<String> texts() {
        return lines.stream().map(Line::text).toList();
    }

    /** Returns its text on one line. */
    public String text() {
        return lines.stream().map(line -> line.blank() + line.text()).collect(Collectors.joining());
    }

    /** Returns all its words in order. */
    public List<TimedWord> words() {
        return lines.stream().flatMap(line -> line.words().stream()).toList();
    }
}
