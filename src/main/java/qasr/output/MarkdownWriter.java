package qasr.output;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import qasr.text.TextJoiner;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * Markdown (CommonMark): the recording's name as a heading, then paragraphs of running text, optionally with their
 * times in bold. If speakers are known, each turn is a paragraph that begins with the name. The text of the transcript is escaped, so it never becomes markup.
 */
final class MarkdownWriter implements TranscriptWriter {
    private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");
    /** Characters that turn a line that begins with them into a heading, list, quotation or rule. */
    private static final Pattern BLOCK = Pattern.compile("^(?:[#>+=~-]|\\d{1,9}(?=[.)]))");

    private static final Pattern ENTITY = Pattern.compile("&(?=#?\\w+;)");
    private static final String MARKUP = "\\`*[<";

    private final Layout layout;
    private TextJoiner joiner = new TextJoiner();
    private Utterance last;

    MarkdownWriter(Layout layout) {
        this.layout = layout;
    }

    @Override
    public String piece(Utterance utterance) {
        if (!utterance.hasWords()) {
            return "";
        }
        String text = LINE_END.matcher(utterance.text().strip()).replaceAll(" ");
        boolean first = last == null;
        boolean begins = first || Turn.begins(layout.paragraphs(), Paragraphs.PAUSE, last, utterance);
        last = utterance;
        if (!begins) {
            return inline(joiner.append(text));
        }
        joiner = new TextJoiner();
        String mark = layout.times() ? "**" + Table.clock(utterance.start()) + "** " : "";
        String words = inline(Turn.label(utterance) + joiner.append(text));
        return (first ? heading(layout.title()) + "\n\n" : "\n\n") + mark + (mark.isEmpty() ? block(words) : words);
    }

    @Override
    public String rest(Transcript transcript) {
        return last == null ? heading(layout.title()) + "\n" : "\n";
    }

    /** Returns the first line, without a line end. */
    static String heading(String title) {
        return "# " + inline(LINE_END.matcher(title).replaceAll(" "));
    }

    private static String block(String text) {
        Matcher start = BLOCK.matcher(text);
        if (!start.find()) {
            return text;
        }
        return Character.isDigit(text.charAt(0))
                ? text.substring(0, start.end()) + "\\" + text.substring(start.end())
                : "\\" + text;
    }

    private static String inline(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (MARKUP.indexOf(c) >= 0 || (c == '_' && !isInside(text, i))) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return ENTITY.matcher(escaped).replaceAll("\\\\&");
    }

    /**
     * Returns whether the underscore at {@code i} is inside a word, as in identifiers, where it does not start
     * emphasis.
     */
    private static boolean isInside(String text, int i) {
        return i > 0
                && i + 1 < text.length()
                && Character.isLetterOrDigit(text.codePointBefore(i))
                && Character.isLetterOrDigit(text.codePointAt(i + 1));
    }
}
