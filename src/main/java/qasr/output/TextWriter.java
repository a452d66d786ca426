package qasr.output;

import java.util.regex.Pattern;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** Plain text: one line per utterance, so that it can be followed as it comes and compared line by line. */
final class TextWriter implements TranscriptWriter {
    private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");

    @Override
    public String piece(Utterance utterance) {
        return utterance.hasWords() ? LINE_END.matcher(utterance.text().strip()).replaceAll(" ") + "\n" : "";
    }

    @Override
    public String rest(Transcript transcript) {
        return "";
    }
}
