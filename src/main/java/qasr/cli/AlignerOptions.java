package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which aligner finds the times of words. */
@HelpHeading("Model")
final class AlignerOptions {
    @Changes(Changes.Effect.FILES)
    @Option(
            names = "--aligner",
            paramLabel = "DIR|NAME",
            description = {
                "Find the times of words with this aligner (default: the model's own, or the first installed one).",
                "NAME is an installed aligner, or DIR holds a published Qwen3-ForcedAligner model. If the model and the aligner do not fit into memory together, the aligner runs after all recordings are transcribed."
            })
    private Path aligner;

    /** Returns the aligner that was named. */
    Optional<Path> aligner() {
        return Optional.ofNullable(aligner);
    }
}
