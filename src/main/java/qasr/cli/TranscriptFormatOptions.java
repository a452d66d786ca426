package qasr.cli;

import java.util.List;
import picocli.CommandLine.Option;
import qasr.job.Destination;
import qasr.job.Formats;
import qasr.output.Format;

/** What a transcript is written as. */
@HelpHeading("Output")
final class TranscriptFormatOptions {
    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            split = ",",
            description = "Any of ${COMPLETION-CANDIDATES}, joined by commas. Otherwise what the name after -o ends in,"
                    + " or txt.")
    private List<Format> formats;

    /** Returns what was asked for, or else what suits {@code destination}. */
    List<Format> chosen(Destination destination) {
        return Formats.chosen(formats, destination, Format.values());
    }
}
