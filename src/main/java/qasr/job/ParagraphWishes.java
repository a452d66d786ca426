package qasr.job;

import java.util.Optional;
import qasr.output.Layout;
import qasr.output.Paragraphs;

/**
 * The options for paragraphs.
 *
 * @param paragraphs the rule that starts a paragraph; empty for the default of the format
 * @param times whether each line or paragraph begins with its time
 */
public record ParagraphWishes(Optional<Paragraphs> paragraphs, boolean times) {
    /** Returns the layout of one recording's transcript. */
    public Layout layout(String source, boolean shared) {
        return new Layout(source, shared, paragraphs, times);
    }
}
