package qasr.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import qasr.engine.AudioSelection;
import qasr.engine.Cutting;

/**
 * The checked job of {@code segment}.
 *
 * @param audioFolder where the chunks' sound goes, if anywhere
 */
public record SegmentJob(
        List<Input> inputs,
        AudioSelection selection,
        List<SegmentFormat> formats,
        Destination destination,
        Optional<Path> audioFolder,
        Cutting cutting) {
    public SegmentJob {
        inputs = List.copyOf(inputs);
        formats = List.copyOf(formats);
    }
}
