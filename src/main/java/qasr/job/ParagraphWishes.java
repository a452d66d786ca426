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
 * @param ranges whether each line of text begins with its start and end
 * @param subtitles how subtitles are made
 * @param echo what is printed if the results go to files
 */
public record ParagraphWishes(
        Optional<Paragraphs> paragraphs, boolean times, boolean ranges, Subtitles subtitles, Echo echo) {
    /** Returns a copy with another text on standard output. */
    public ParagraphWishes printing(Echo other) {
        return new ParagraphWishes(paragraphs, times, ranges, subtitles, other);
    }

    /** Returns the layout of one recording's transcript. */
    public Layout layout(String source, boolean shared) {
        return new Layout(source, shared, paragraphs, times, ranges, subtitles);
    }
}
