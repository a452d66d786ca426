package qasr.output;

import java.util.Optional;

/**
 * How a transcript is laid out where its format leaves a choice.
 *
 * @param source what the user called the recording, or "-"
 * @param oneLine whether JSON has to fit on a line, as it does in JSON Lines
 * @param paragraphs where running text begins anew, or empty for what suits the format
 * @param times whether each line or paragraph of running text begins with its time
 */
public record Layout(String source, boolean oneLine, Optional<Paragraphs> paragraphs, boolean times) {
    /** Returns what suits each format. */
    public static Layout of(String source) {
        return new Layout(source, false, Optional.empty(), false);
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
