package qasr.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import qasr.job.ParagraphWishes;
import qasr.output.Paragraphs;

/** How running text is parted. */
final class ParagraphOptions {
    @Changes(Changes.Effect.FILES)
    @Option(
            names = "--paragraphs",
            paramLabel = "BY",
            description =
                    "Join utterances to paragraphs in txt and md: ${COMPLETION-CANDIDATES}. pause: a new one after 1.5 s"
                            + " at the end of a sentence, or 4 s anywhere; turn: after 0.7 s at the end of a sentence, a"
                            + " question, another language, or 4 s (default: none, a line each, in txt; pause in md).")
    private Paragraphs paragraphs;

    @Changes(Changes.Effect.FILES)
    @Option(
            names = "--timestamps",
            paramLabel = "WHICH",
            defaultValue = "none",
            description = "Begin each line or paragraph of txt and md with its time: ${COMPLETION-CANDIDATES} (default:"
                    + " none).")
    private Timestamps timestamps;

    /** Returns how running text is wanted. */
    ParagraphWishes wishes() {
        return new ParagraphWishes(Optional.ofNullable(paragraphs), timestamps == Timestamps.SEGMENT);
    }
}
