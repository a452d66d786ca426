package qasr.cli;

import java.util.List;
import picocli.CommandLine.Option;
import qasr.job.Destination;
import qasr.job.Formats;
import qasr.output.Format;

/** Options of the format of a transcript. */
@HelpHeading("Output")
final class TranscriptFormatOptions {
    @Changes(Changes.Effect.NOTHING)
    @Often
    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            split = ",",
            description = {
                "Write ${COMPLETION-CANDIDATES} (default: that of -o FILE, or txt).",
                "Join several formats by commas. Several formats need -d."
            })
    private List<Format> formats;

    /** Returns what was asked for, or else what suits {@code destination}. */
    List<Format> chosen(Destination destination) {
        return Formats.chosen(formats, destination, Format.values());
    }
}
