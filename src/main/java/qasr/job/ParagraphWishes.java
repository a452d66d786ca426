package qasr.job;

import java.util.Optional;
import qasr.output.Layout;
import qasr.output.Paragraphs;
import qasr.subtitle.Subtitles;

/**
 * The options for the layout of a transcript.
 *
 * @param paragraphs the rule that starts a paragraph; empty for the default of the format
 * @param times whether each line or paragraph begins with its time
 * @param subtitles how subtitles are made
 */
public record ParagraphWishes(Optional<Paragraphs> paragraphs, boolean times, Subtitles subtitles) {
    /** Returns the layout of one recording's transcript. */
    public Layout layout(String source, boolean shared) {
        return new Layout(source, shared, paragraphs, times, subtitles);
    }
}
