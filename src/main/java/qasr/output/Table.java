package qasr.output;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * TSV or CSV with a header line and one row per utterance: start and end in milliseconds, and the text. These are the
 * columns of openai/whisper's TSV and of whisper.cpp's CSV.
 */
final class Table implements TranscriptWriter {
    private static final Pattern BREAK = Pattern.compile("\\s*(?:\\t|\\R)\\s*");

    private final char separator;
    private final boolean quoted;
    private boolean begun;

    private Table(char separator, boolean quoted) {
        this.separator = separator;
        this.quoted = quoted;
    }

    /** Returns a table with tabs between columns; tabs in the text become blanks. */
    static Table tsv() {
        return new Table('\t', false);
    }

    /** Returns a table with commas and quoted text, as in RFC 4180, but with line feeds as line ends. */
    static Table csv() {
        return new Table(',', true);
    }

    @Override
    public String piece(Utterance utterance) {
        String head = head();
        if (!utterance.hasWords()) {
            return head;
        }
        String words = line(utterance.text());
        return head + utterance.start().toMillis() + separator + utterance.end().toMillis() + separator
                + (quoted ? '"' + words.replace("\"", "\"\"") + '"' : words) + "\n";
    }

    @Override
    public String rest(Transcript transcript) {
        return head();
    }

    private String head() {
        if (begun) {
            return "";
        }
        begun = true;
        return "start" + separator + "end" + separator + "text\n";
    }

    /** Returns {@code text} on one line, without tabs. */
    static String line(String text) {
        return BREAK.matcher(text.strip()).replaceAll(" ");
    }

    /** Returns a time in whole seconds, rounded down, such as "01:02:03". */
    static String clock(Duration time) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
