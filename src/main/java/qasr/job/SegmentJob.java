package qasr.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import qasr.engine.AudioSelection;
import qasr.engine.Cutting;

/**
 * The checked job of the segment command.
 *
 * @param division the inputs
 * @param audioFolder where the chunks' sound goes, if anywhere
 * @param segments the file that sets the chunks, if there is one
 * @param stats whether the results have the levels of the sound
 * @param speakers what is wanted to know about speakers, if anything; then turns are listed instead of chunks
 * @param existing what happens to files that exist there
 */
public record SegmentJob(
        Division division,
        AudioSelection selection,
        List<SegmentFormat> formats,
        Destination destination,
        Optional<Path> audioFolder,
        Existing existing,
        Cutting cutting,
        Optional<CutFile> segments,
        boolean stats,
        Optional<SpeakerWishes> speakers) {
    public SegmentJob {
        formats = List.copyOf(formats);
    }

    /** Returns the inputs of this run. */
    public List<Input> inputs() {
        return division.own();
    }
}
