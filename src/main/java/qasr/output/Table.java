package qasr.output;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * TSV or CSV with a header line and one row per utterance: start and end in milliseconds, and the text. These are the
 * columns of openai/whisper's TSV and of whisper.cpp's CSV. If speakers are known, they have a column before the text, as in
 * whisper.cpp's.
 */
final class Table implements TranscriptWriter {
    private static final Pattern BREAK = Pattern.compile("\\s*(?:\\t|\\R)\\s*");

    private final char separator;
    private final boolean quoted;
    private final Optional<String> file;
    private boolean begun;
    private boolean speakers;

    private Table(char separator, boolean quoted, Layout layout) {
        this.separator = separator;
        this.quoted = quoted;
        this.file = layout.file();
        this.speakers = layout.speakers();
        this.begun = file.isPresent(); // the stream has one line of names
    }

    /** Returns a table with tabs between columns; tabs in the text become blanks. */
    static Table tsv(Layout layout) {
        return new Table('\t', false, layout);
    }

    /** Returns a table with commas and quoted text, as in RFC 4180, but with line feeds as line ends. */
    static Table csv(Layout layout) {
        return new Table(',', true, layout);
    }

    @Override
    public String piece(Utterance utterance) {
        speakers |= !begun && !utterance.place().speaker().isEmpty();
        String head = head();
        if (!utterance.hasWords()) {
            return head;
        }
        return head + file.map(name -> cell(name) + separator).orElse("")
                + utterance.start().toMillis() + separator + utterance.end().toMillis() + separator
                + (speakers ? cell(utterance.place().speaker()) + separator : "") + cell(utterance.text()) + "\n";
    }

    private String cell(String text) {
        String words = line(text);
        return quoted ? '"' + words.replace("\"", "\"\"") + '"' : words;
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
        return columns(separator, false, speakers);
    }

    /** Returns the line of names, with one for the recording's if {@code shared} and one for {@code speakers}. */
    static String columns(char separator, boolean shared, boolean speakers) {
        return (shared ? "file" + separator : "") + "start" + separator + "end" + separator
                + (speakers ? "speaker" + separator : "") + "text\n";
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
