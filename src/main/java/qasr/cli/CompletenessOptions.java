package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.job.CompletenessRule;
import qasr.job.Destination;

/** Options that require text for all or most of the speech. */
@HelpHeading("Completeness")
final class CompletenessOptions {
    @Changes(Changes.Effect.NOTHING)
    @Often
    @Option(
            names = "--strict",
            description = {
                "Exit with status 8 if any speech or sound is missing from the transcript.",
                "Speech is missing if its transcription failed or was cut off, or if 5 seconds or more of speech have no words. Sound is missing if part of the recording is damaged or lost. The status is also 8 if times of words are not credible, or if words were probably not said."
            })
    private boolean strict;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--min-coverage",
            paramLabel = "PCT",
            description = {
                "Exit with status 8 if less than PCT percent of the speech in a recording has text.",
                "PCT is from 0 to 100. The figure says nothing about accuracy."
            })
    private Double minCoverage;

    @Changes(Changes.Effect.NOTHING)
    @Often
    @Option(
            names = "--review",
            paramLabel = "FILE",
            description = {
                "List the segments to review in FILE, worst first.",
                "The list has times and reasons. It is a Markdown table if the name of FILE ends in .md, or else tab-separated values. - is standard output."
            })
    private Path review;

    /** Returns whether nothing may be wrong. */
    boolean isStrict() {
        return strict;
    }

    /** Returns whether the list of segments goes to standard output. */
    boolean isListPrinted() {
        return review != null && review.toString().equals(CompletenessRule.STANDARD_OUTPUT);
    }

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
     * Returns the rule for a run whose results go to {@code destination}.
     *
     * @throws CommandException if the list of segments would go to the same stream
     */
    CompletenessRule rule(Destination destination) throws CommandException {
        if (isListPrinted() && destination instanceof Destination.StandardOutput) {
            throw Usage.error(
                    "--review", "standard output (-) already gets the transcript; name a file, or add -d DIR");
        }
        return rule();
    }
}
