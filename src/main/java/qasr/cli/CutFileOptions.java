package qasr.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.engine.Cutting;
import qasr.job.CutFile;
import qasr.job.Input;

/** The option that names a file of chunks. */
@HelpHeading("Speech detection")
final class CutFileOptions {
    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--segments",
            paramLabel = "FILE",
            description = {
                "Use the segments in FILE instead of speech detection; each one becomes a chunk.",
                "FILE is in tsv, rttm, audacity (labels), srt or vtt. A segment that is longer than --max-chunk is split, one that ends after the recording is shortened. Segments may overlap. For several recordings, FILE must be in rttm, or in tsv with a column named file. Times in tsv are in seconds, or in milliseconds if there is a column named text, as in transcripts. Speakers in rttm, and in a column of tsv named speaker, are kept in JSON."
            })
    private Path file;

    /**
     * Returns the file's segments, if a file is named.
     *
     * @throws CommandException if it cannot be used for {@code inputs}
     */
    Optional<CutFile> file(Cutting cutting, List<Input> inputs) throws CommandException {
        if (file == null) {
            return Optional.empty();
        }
        if (!cutting.detectSpeech()) {
            throw Usage.error("--segments", "cannot be used with --no-vad; leave one of the two out");
        }
        CutFile read = CutFile.read(file);
        read.check(inputs);
        return Optional.of(read);
    }
}
