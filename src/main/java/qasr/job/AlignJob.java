package qasr.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import qasr.engine.AudioSelection;
import qasr.engine.Cutting;
import qasr.engine.ModelRequest;
import qasr.output.Format;

/**
 * The checked job of {@code align}.
 *
 * @param text the file with the known text
 * @param formats the formats that were asked for; empty for the one of the output file or of the text
 * @param model the recogniser, for texts that have no times of their own
 * @param aligner the aligner to use, or empty for the model's own or an installed one
 */
public record AlignJob(
        Input recording,
        Path text,
        AudioSelection selection,
        List<Format> formats,
        Destination destination,
        ModelRequest model,
        Optional<Path> aligner,
        DecodingPlan plan,
        Cutting cutting,
        CompletenessRule completeness) {
    public AlignJob {
        formats = List.copyOf(formats);
    }
}
