package qasr.output;

import java.time.Duration;
import java.util.regex.Pattern;
import qasr.text.TextJoiner;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * Plain text: one line per utterance, which can be followed while it grows and compared line by line; or paragraphs of
 * running text, separated by empty lines. Lines and paragraphs may begin with their time in brackets; a line also with its
 * start and end, as whisper.cpp prints it.
 */
final class TextWriter implements TranscriptWriter {
    private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");

    private final Paragraphs paragraphs;
    private final boolean times;
    private final boolean ranges;
    private TextJoiner joiner = new TextJoiner();
    private Utterance last;

    TextWriter(Layout layout) {
        this.paragraphs = layout.paragraphs().orElse(Paragraphs.NONE);
        this.times = layout.times();
        this.ranges = layout.ranges();
    }

    @Override
    public String piece(Utterance utterance) {
        if (!utterance.hasWords()) {
            return "";
        }
        String text = LINE_END.matcher(utterance.text().strip()).replaceAll(" ");
        String mark = times ? "[" + Table.clock(utterance.start()) + "] " : "";
        if (paragraphs == Paragraphs.NONE && ranges) {
            return "[" + clock(utterance.start()) + " --> " + clock(utterance.end()) + "]   " + text + "\n";
        }
        if (paragraphs == Paragraphs.NONE) {
            return mark + text + "\n";
        }
        boolean first = last == null;
        boolean begins = first || paragraphs.isBreak(last, utterance);
        last = utterance;
        if (begins) {
            joiner = new TextJoiner();
        }
        return (first ? "" : begins ? "\n\n" : "") + (begins ? mark : "") + joiner.append(text);
    }

    private static String clock(Duration time) {
        return SrtTimestamp.of(time.toMillis()).replace(',', '.');
    }

    @Override
    public String rest(Transcript transcript) {
        return last == null ? "" : "\n";
    }
}
