package qasr.output;

import java.util.Optional;

/**
 * How a transcript is laid out where its format leaves a choice.
 *
 * @param source what the user called the recording, or "-"
 * @param shared whether other recordings share the stream: JSON is one line then, and rows name the recording
 * @param paragraphs where running text begins anew, or empty for what suits the format
 * @param times whether each line or paragraph of running text begins with its time
 */
public record Layout(String source, boolean shared, Optional<Paragraphs> paragraphs, boolean times) {
    /** Returns what suits each format. */
    public static Layout of(String source) {
        return new Layout(source, false, Optional.empty(), false);
    }

    /** Returns what rows call the recording; empty if they are all of one. */
    Optional<String> file() {
        return shared ? Optional.of(source) : Optional.empty();
    }

    /** Returns the line that Markdown begins with, without its end. */
    public String markdownHeading() {
        return MarkdownWriter.heading(title());
    }

    /** Returns the recording's name without its folders. */
    String title() {
        return source.equals("-") ? "stdin" : source.substring(source.lastIndexOf('/') + 1);
    }
}
