package qasr.cli;

import picocli.CommandLine.Option;
import qasr.output.Paragraphs;

/** How running text is parted. */
final class ParagraphOptions {
    @Option(
            names = "--paragraphs",
            paramLabel = "BY",
            defaultValue = "none",
            converter = ParagraphNames.class,
            completionCandidates = ParagraphNames.class,
            description =
                    "Join utterances to paragraphs in txt: ${COMPLETION-CANDIDATES}. pause: a new one after 1.5 s at"
                            + " the end of a sentence, or 4 s anywhere; turn: after 0.7 s at the end of a sentence, a question,"
                            + " another language, or 4 s (default: none, a line each).")
    private Paragraphs paragraphs;

    /** Returns where running text begins anew. */
    Paragraphs paragraphs() {
        return paragraphs;
    }
}
