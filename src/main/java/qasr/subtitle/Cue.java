package qasr.subtitle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One subtitle. {@link CueBuilder} makes valid ones; those read from a file can have any times.
 *
 * @param start its start in milliseconds
 * @param end its end in milliseconds
 * @param language the code of its language, or "" if unknown
 * @param label the speaker, if known; not a part of the lines
 * @param lines its lines
 */
public record Cue(long start, long end, String language, SpeakerLabel label, List<Line> lines) {
    /** Creates a subtitle of an unknown speaker. */
    public Cue(long start, long end, String language, List<Line> lines) {
        this(start, end, language, SpeakerLabel.NONE, lines);
    }

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

    /** Returns the texts of its lines, and the label where it is shown: before the first one, or above it. */
    List<String> labelledTexts() {
        List<String> texts = new ArrayList<>(texts());
        if (label.isEmpty()) {
            return texts;
        }
        if (label.alone() || texts.isEmpty()) {
            texts.add(0, label.text());
        } else {
            texts.set(0, label.prefix() + texts.get(0));
        }
        return texts;
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
