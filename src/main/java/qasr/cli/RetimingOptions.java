package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.engine.Session;
import qasr.run.CorrectedTimes;

/** Where the times of corrected words are found. */
@HelpHeading("Corrections")
final class RetimingOptions {
    private static final String RECORDING = "--recording";

    @Option(
            names = RECORDING,
            paramLabel = "FILE",
            description = {
                "Find corrected words in the recording FILE, if the recording was moved.",
                "Corrected words of a result with word times are aligned with the recording again. Without the recording or an aligner, they share the time of the words that they replace."
            })
    private Path recording;

    @Mixin
    private AlignerOptions aligner;

    @Mixin
    private ModelOptions model;

    /**
     * Checks that no recording is named where nothing is corrected.
     *
     * @throws CommandException if one is
     */
    void requireNone() throws CommandException {
        if (recording != null) {
            throw Usage.error(RECORDING, "is read with --corrected or --edits only");
        }
    }

    /** Returns what finds the times. */
    CorrectedTimes times(Session session) throws CommandException {
        return new CorrectedTimes(
                session,
                new CorrectedTimes.Request(Optional.ofNullable(recording), aligner.aligner(), model.request()));
    }
}
