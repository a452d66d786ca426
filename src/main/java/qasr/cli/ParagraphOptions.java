package qasr.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import qasr.job.ParagraphWishes;
import qasr.output.Paragraphs;
import qasr.subtitle.Subtitles;

/** How running text is parted. */
@HelpHeading("Output")
final class ParagraphOptions {
    @Changes(Changes.Effect.FILES)
    @Option(
            names = "--paragraphs",
            paramLabel = "BY",
            description = {
                "Join the text of txt and md into paragraphs: ${COMPLETION-CANDIDATES} (default: none in txt, pause in md).",
                "none writes each utterance on a line of its own. pause starts a paragraph after 1.5 s of silence at the end of a sentence, or after 4 s anywhere. turn also starts a paragraph after 0.7 s at the end of a sentence, after a question, and where the language changes."
            })
    private Paragraphs paragraphs;

    @Changes(Changes.Effect.FILES)
    @Often
    @Option(
            names = "--timestamps",
            paramLabel = "WHICH",
            defaultValue = "none",
            description =
                    "Show the start time of each line or paragraph in txt and md: ${COMPLETION-CANDIDATES} (default: none).")
    private Timestamps timestamps;

    /** Returns how running text is wanted. */
    ParagraphWishes wishes(Subtitles subtitles) {
        return new ParagraphWishes(Optional.ofNullable(paragraphs), timestamps == Timestamps.SEGMENT, subtitles);
    }
}
