package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.job.CompletenessRule;
import qasr.job.Destination;

/** What has to have become of the speech. */
@HelpHeading("Ledger")
final class CompletenessOptions {
    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--strict",
            description =
                    "End with status 8 if any speech was not transcribed to its end, if no words were heard in 5 seconds or"
                            + " more of it, or if sound is missing or broken anywhere.")
    private boolean strict;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--min-coverage",
            paramLabel = "PCT",
            description = "End with status 8 if less than PCT percent of a recording's speech was transcribed to its"
                    + " end, and only then; 0 to 100.")
    private Double minCoverage;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--review",
            paramLabel = "FILE",
            description = "Write what is worth a human ear into FILE, the worst first, with times and reason: a"
                    + " Markdown table if its name ends in .md, otherwise TSV; - is standard output.")
    private Path review;

    /**
     * Returns what was asked for.
     *
     * @throws CommandException if the percentage is none
     */
    CompletenessRule rule() throws CommandException {
        if (minCoverage != null) {
            Usage.within("--min-coverage", minCoverage, 0, 100, "percent");
        }
        OptionalDouble percent = minCoverage == null ? OptionalDouble.empty() : OptionalDouble.of(minCoverage);
        return new CompletenessRule(strict, percent, Optional.ofNullable(review));
    }

    /**
     * Returns the same for a run whose results go to {@code destination}.
     *
     * @throws CommandException if the list would be among them
     */
    CompletenessRule rule(Destination destination) throws CommandException {
        if (review != null
                && review.toString().equals(CompletenessRule.STANDARD_OUTPUT)
                && destination instanceof Destination.StandardOutput) {
            throw Usage.error(
                    "--review", "- is standard output, where the transcript goes: name a file, or add -d DIR");
        }
        return rule();
    }
}
