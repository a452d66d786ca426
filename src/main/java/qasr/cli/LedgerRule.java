package qasr.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import qasr.output.ReviewList;
import qasr.transcribe.Times;
import qasr.transcript.Coverage;
import qasr.transcript.Gap;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * What has to have become of the speech.
 *
 * @param minPercent how much of it must have been transcribed, or empty if it is enough that nothing failed
 * @param review where to write what is worth a human ear
 */
record LedgerRule(OptionalDouble minPercent, Optional<Path> review) {
    private static final int HOLES_SHOWN = 3;

    /**
     * Makes sure that no more is missing than may be.
     *
     * @throws IncompleteException if more is
     */
    void check(Transcript transcript) throws IncompleteException {
        Coverage coverage = transcript.coverage();
        if (minPercent.isPresent()) {
            // In whole milliseconds, so that 100 percent is all of it and not nearly all.
            double needed = minPercent.getAsDouble() * coverage.speech().toMillis();
            if (100.0 * coverage.transcribed().toMillis() < needed) {
                throw new IncompleteException(
                        "only " + percent(coverage.ratio()) + " % of the speech was transcribed to its end, not "
                                + BigDecimal.valueOf(minPercent.getAsDouble())
                                        .stripTrailingZeros()
                                        .toPlainString()
                                + " %: " + holes(transcript),
                        ExitStatus.COVERAGE);
            }
        } else {
            checkNothingFailed(transcript);
        }
    }

    /** Writes {@code list} to where it was asked for. */
    void write(Session session, ReviewList list) {
        review.ifPresent(file -> session.files().write(file, list.text(file.toString())));
    }

    /** The text is worth having, but a script must not take it for all that was said. */
    private static void checkNothingFailed(Transcript transcript) throws IncompleteException {
        long lost = transcript.utterances().stream()
                .filter(utterance -> utterance.status() == Utterance.Status.FAILED)
                .count();
        if (lost > 0) {
            throw new IncompleteException(
                    "incomplete: " + lost + " of " + transcript.utterances().size()
                            + " chunks could not be transcribed, see the warnings",
                    ExitStatus.SOME_FAILED);
        }
    }

    private static String holes(Transcript transcript) {
        List<String> holes = new ArrayList<>();
        for (Utterance utterance : transcript.utterances()) {
            if (!utterance.complete()) {
                holes.add(EnumNames.of(utterance.status().name()) + " "
                        + span(utterance.place().span()));
            }
        }
        for (Gap gap : transcript.gaps()) {
            if (gap.kind() == Gap.Kind.FAILED) {
                holes.add("failed " + span(gap.span()));
            }
        }
        String shown = holes.stream().limit(HOLES_SHOWN).collect(Collectors.joining(", "));
        return holes.size() <= HOLES_SHOWN ? shown : shown + " and " + (holes.size() - HOLES_SHOWN) + " more";
    }

    private static String span(TimeSpan span) {
        return Times.text(span.start()) + "-" + Times.text(span.end());
    }

    /** Returns the one line that says what became of the speech of all recordings. */
    static String summary(Coverage coverage) {
        String speech = Clock.seconds(coverage.speech()) + " of speech: ";
        String retried = coverage.retried().isZero() ? "" : ", " + Clock.seconds(coverage.retried()) + " of it retried";
        if (coverage.complete()) {
            return speech + "all transcribed" + retried;
        }
        StringBuilder line =
                new StringBuilder(speech).append(percent(coverage.ratio())).append(" % transcribed");
        line.append(retried);
        if (!coverage.truncated().isZero()) {
            line.append(", ").append(Clock.seconds(coverage.truncated())).append(" truncated");
        }
        if (!coverage.failed().isZero()) {
            line.append(", ").append(Clock.seconds(coverage.failed())).append(" failed");
        }
        return line.toString();
    }

    /** Rounded down: 99.96 % must not look like all. */
    private static String percent(double ratio) {
        return BigDecimal.valueOf(100 * ratio).setScale(1, RoundingMode.DOWN).toPlainString();
    }
}
