package qasr.output;

import java.util.regex.Pattern;
import qasr.text.TextJoiner;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * Plain text: one line per utterance, so that it can be followed as it comes and compared line by line; or paragraphs
 * of running text, an empty line between them.
 */
final class TextWriter implements TranscriptWriter {
    private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");

    private final Paragraphs paragraphs;
    private TextJoiner joiner = new TextJoiner();
    private Utterance last;

    TextWriter() {
        this(Paragraphs.NONE);
    }

    TextWriter(Paragraphs paragraphs) {
        this.paragraphs = paragraphs;
    }

    @Override
    public String piece(Utterance utterance) {
        if (!utterance.hasWords()) {
            return "";
        }
        String text = LINE_END.matcher(utterance.text().strip()).replaceAll(" ");
        if (paragraphs == Paragraphs.NONE) {
            return text + "\n";
        }
        boolean begins = last != null && paragraphs.isBreak(last, utterance);
        last = utterance;
        if (begins) {
            joiner = new TextJoiner();
        }
        return (begins ? "\n\n" : "") + joiner.append(text);
    }

    @Override
    public String rest(Transcript transcript) {
        return last == null ? "" : "\n";
    }
}
