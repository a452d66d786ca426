package qasr.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import qasr.job.Echo;
import qasr.job.ParagraphWishes;
import qasr.job.WordWishes;
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
            description = {
                "Show the time of each segment or word: ${COMPLETION-CANDIDATES} (default: word in subtitles, none elsewhere).",
                "segment shows the start of each line or paragraph in txt and md. range does the same, but shows start and end of the lines of txt to the millisecond, as whisper.cpp prints them. word does the same as segment, adds the times of words to JSON and vtt, and uses them for all subtitles; JSON in the same run gets the times that subtitles use. An aligner finds the times of words. If there is no aligner for the language, or if its times are not plausible, the times are estimated and marked approx. With none, segment and range, subtitles share the time of a segment among its words by their letters."
            })
    private Timestamps timestamps;

    /** Returns how running text is wanted. */
    ParagraphWishes wishes(Subtitles subtitles) {
        return new ParagraphWishes(
                Optional.ofNullable(paragraphs),
                timestamps != null && timestamps != Timestamps.NONE,
                timestamps == Timestamps.RANGE,
                timestamps == Timestamps.WORD ? subtitles.withWordTimes() : subtitles,
                Echo.NONE);
    }

    /** Returns whether the times of words are wanted. */
    WordWishes words() {
        return timestamps == null
                ? WordWishes.AS_NEEDED
                : timestamps == Timestamps.WORD ? WordWishes.ALWAYS : WordWishes.NEVER;
    }
}
