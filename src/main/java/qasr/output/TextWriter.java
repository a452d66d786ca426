package qasr.output;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import qasr.text.TextJoiner;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * Plain text: one line per utterance, which can be followed while it grows and compared line by line; or paragraphs of
 * running text, separated by empty lines. If speakers are known, each turn of a speaker is a paragraph that begins with the
 * name. Lines and paragraphs may begin with their time in brackets; a line also with its start and end, as whisper.cpp
 * prints it.
 */
final class TextWriter implements TranscriptWriter {
    private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");

    private final Optional<Paragraphs> paragraphs;
    private final boolean times;
    private final boolean ranges;
    private TextJoiner joiner = new TextJoiner();
    private Utterance last;
    /** Whether the text so far ends inside a paragraph. */
    private boolean open;

    TextWriter(Layout layout) {
        this.paragraphs = layout.paragraphs();
        this.times = layout.times();
        this.ranges = layout.ranges();
    }

    @Override
    public String piece(Utterance utterance) {
        if (!utterance.hasWords()) {
            return "";
        }
        String text = LINE_END.matcher(utterance.text().strip()).replaceAll(" ");
        boolean line = isLine(utterance);
        if (open && !line && !begins(utterance)) {
            last = utterance;
            return joiner.append(text);
        }
        String gap = last == null || (line && !open) ? "" : open ? "\n\n" : "\n";
        joiner = new TextJoiner();
        open = !line;
        last = utterance;
        return gap + mark(utterance, line) + Turn.label(utterance) + joiner.append(text) + (line ? "\n" : "");
    }

    /** Without a wish, utterances are lines, and those of a known speaker are joined. */
    private boolean isLine(Utterance utterance) {
        return paragraphs.isEmpty() ? utterance.place().speaker().isEmpty() : paragraphs.get() == Paragraphs.NONE;
    }

    private boolean begins(Utterance utterance) {
        return Turn.begins(paragraphs, Paragraphs.NONE, last, utterance);
    }

    private String mark(Utterance utterance, boolean line) {
        if (line && ranges) {
            return "[" + clock(utterance.start()) + " --> " + clock(utterance.end()) + "]   ";
        }
        return times ? "[" + Table.clock(utterance.start()) + "] " : "";
    }

    private static String clock(Duration time) {
        return SrtTimestamp.of(time.toMillis()).replace(',', '.');
    }

    @Override
    public String rest(Transcript transcript) {
        return open ? "\n" : "";
    }
}
