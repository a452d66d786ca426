package qasr.output;

import java.util.regex.Pattern;
import qasr.text.Language;
import qasr.text.TextJoiner;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * A plain page in HTML for readers: the recording's name as a heading, then paragraphs of running text, each with its
 * time; those of a known speaker begin with the name. The page has no script, and loads nothing.
 */
final class HtmlWriter implements TranscriptWriter {
    private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");
    private static final String STYLE = "body{max-width:42em;margin:2em auto;padding:0 1em;font:1.1em/1.6 serif}"
            + "time{display:block;font:.75em sans-serif;color:#666}";

    private final Layout layout;

    HtmlWriter(Layout layout) {
        this.layout = layout;
    }

    @Override
    public String piece(Utterance utterance) {
        return "";
    }

    @Override
    public String rest(Transcript transcript) {
        String longest = HeardLanguages.longest(transcript.utterances());
        String title = layout.htmlTitle();
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html")
                .append(language(longest))
                .append(">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(title)
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(title)
                .append("</h1>\n");
        Utterance last = null;
        TextJoiner joiner = new TextJoiner();
        for (Utterance utterance : transcript.utterances()) {
            if (!utterance.hasWords()) {
                continue;
            }
            String text = LINE_END.matcher(utterance.text().strip()).replaceAll(" ");
            if (last == null || Turn.begins(layout.paragraphs(), Paragraphs.PAUSE, last, utterance)) {
                joiner = new TextJoiner();
                page.append(last == null ? "" : "</p>\n");
                page.append("<p dir=\"auto\"")
                        .append(language(Language.named(utterance.language()).code()))
                        .append("><time>")
                        .append(Table.clock(utterance.start()))
                        .append("</time>");
                String name = Turn.name(utterance);
                page.append(name.isEmpty() ? "" : "<b>" + escaped(name) + ":</b> ");
            }
            page.append(escaped(joiner.append(text)));
            last = utterance;
        }
        return page.append(last == null ? "" : "</p>\n")
                .append("</body>\n</html>\n")
                .toString();
    }

    /** Returns the name of a recording as the page has it. */
    static String title(String name) {
        return escaped(LINE_END.matcher(name).replaceAll(" "));
    }

    private static String language(String code) {
        return code.isEmpty() ? "" : " lang=\"" + escaped(code) + "\"";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
