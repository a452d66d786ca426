package qasr.output;

import java.util.Optional;

/**
 * The layout options of a transcript.
 *
 * @param source the name of the recording, as the user gave it, or "-"
 * @param oneLine whether JSON must be on one line, as in JSON Lines
 * @param paragraphs the paragraph breaks in running text, or empty for the format's default
 * @param times whether each line or paragraph begins with its time
 */
public record Layout(String source, boolean oneLine, Optional<Paragraphs> paragraphs, boolean times) {
    /** Returns the default layout. */
    public static Layout of(String source) {
        return new Layout(source, false, Optional.empty(), false);
    }

    /** Returns the first line of Markdown, without a line end. */
    public String markdownHeading() {
        return MarkdownWriter.heading(title());
    }

    /** Returns the file name of the recording, without folders. */
    String title() {
        return source.equals("-") ? "stdin" : source.substring(source.lastIndexOf('/') + 1);
    }
}
