package qasr.cli;

import com.google.gson.JsonPrimitive;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import qasr.output.Layout;

/** The recording's name inside a transcript: JSON has it, and the heading of Markdown. */
final class SourceName {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SourceName() {}

    /** Returns a transcript of {@code before} as that of {@code name}; empty if it does not say {@code before}. */
    static Optional<String> replaced(TranscriptFormat format, String transcript, String before, String name) {
        return switch (format) {
            case JSON -> inJson(transcript, before, name);
            case MD -> inMarkdown(transcript, before, name);
            default -> Optional.of(transcript);
        };
    }

    private static Optional<String> inJson(String transcript, String before, String name) {
        // Quotes inside a text are escaped, so that this can only be the key.
        Matcher path = Pattern.compile("(\"path\": ?)" + Pattern.quote(new JsonPrimitive(before).toString()))
                .matcher(transcript);
        return path.find()
                ? Optional.of(path.replaceFirst("$1" + Matcher.quoteReplacement(new JsonPrimitive(name).toString())))
                : Optional.empty();
    }

    private static Optional<String> inMarkdown(String transcript, String before, String name) {
        int start = transcript.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        String heading = Layout.of(before).markdownHeading();
        boolean found = transcript.startsWith(heading + "\n", start) || transcript.startsWith(heading + "\r\n", start);
        return found
                ? Optional.of(transcript.substring(0, start)
                        + Layout.of(name).markdownHeading()
                        + transcript.substring(start + heading.length()))
                : Optional.empty();
    }
}
