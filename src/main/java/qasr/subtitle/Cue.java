package qasr.subtitle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    /** A dash and a blank: the beginning of a line whose speaker has no name, if another one has the other line. */
    public static final String DASH = "- ";

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
     * @param speaker who says this line, if another one says another line of the subtitle; not a part of the text
     */
    public record Line(String text, String blank, List<TimedWord> words, Optional<SpeakerLabel> speaker) {
        public Line {
            words = List.copyOf(words);
        }

        /** Creates a line of a subtitle of one speaker. */
        public Line(String text, String blank, List<TimedWord> words) {
            this(text, blank, words, Optional.empty());
        }

        /** Returns the label of its speaker and a blank, a dash and a blank if the speaker has no name, or "". */
        public String mark() {
            return speaker.map(label -> label.isEmpty() ? DASH : label.prefix()).orElse("");
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
        List<String> texts =
                lines.stream().map(line -> line.mark() + line.text()).collect(Collectors.toCollection(ArrayList::new));
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

    /** Returns all its words in order: those of several speakers are ordered by line. */
    public List<TimedWord> words() {
        return lines.stream().flatMap(line -> line.words().stream()).toList();
    }

    /** Returns whether each line has its own speaker. */
    public boolean isShared() {
        return lines.stream().anyMatch(line -> line.speaker().isPresent());
    }
}
