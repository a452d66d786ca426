package qasr.job;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import qasr.console.Clock;
import qasr.console.ClosedOutputException;
import qasr.console.CommandException;
import qasr.console.ConstantName;
import qasr.console.ExitStatus;
import qasr.console.IncompleteException;
import qasr.engine.Session;
import qasr.output.OutputFile;
import qasr.output.ReportFacts;
import qasr.output.ReviewList;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;
import qasr.transcribe.Times;
import qasr.transcript.Coverage;
import qasr.transcript.Gap;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;
import qasr.vad.ChunkSource;

/**
 * How much of the speech must be transcribed.
 *
 * @param strict whether nothing at all may be missing
 * @param minPercent how much of it must have been transcribed, or empty if it is enough that nothing failed
 * @param review where to write the segments to review
 */
public record CompletenessRule(boolean strict, OptionalDouble minPercent, Optional<Path> review) {
    /** The file name that means standard output. */
    public static final String STANDARD_OUTPUT = "-";

    private static final int HOLES_SHOWN = 3;

    /** Percent points by which 57 % may be computed too low. A millisecond of ten days is a hundred times as much. */
    private static final double ROUNDING = 1e-9;

    /** Returns the listener that checks a finished recording: not more of it may be missing than allowed. */
    public RecordingListener listener() {
        return event -> {
            if (event instanceof RecordingEvent.Finished finished) {
                check(finished.transcript());
            }
        };
    }

    /**
     * Makes sure that no more is missing than may be.
     *
     * @throws IncompleteException if more is
     */
    public void check(Transcript transcript) throws IncompleteException {
        checkHeard(transcript.gaps().stream()
                .filter(gap -> gap.kind() == Gap.Kind.UNHEARD)
                .map(gap -> gap.span().start())
                .findFirst());
        Coverage coverage = transcript.coverage();
        if (strict) {
            checkNothingIsMissing(transcript);
        }
        if (minPercent.isPresent()) {
            // In whole milliseconds, so that 100 percent is all of it and not nearly all.
            long speech = coverage.speech().toMillis();
            if (isTooLittle((speech - coverage.holes().toMillis()) / (double) speech)) {
                throw new IncompleteException(
                        "only " + percent(coverage.ratio()) + " % of the speech was transcribed completely, not "
                                + required() + " %: " + holes(transcript),
                        ExitStatus.COVERAGE);
            }
        } else if (!strict) {
            checkNothingFailed(transcript);
        }
    }

    /** Returns whether it requires more than that nothing failed. */
    public boolean requiresMore() {
        return strict || minPercent.isPresent();
    }

    /**
     * Makes sure that no more is missing from a transcript of an earlier run than may be.
     *
     * @throws IncompleteException if more is
     */
    public void check(ReportFacts.Completeness earlier) throws IncompleteException {
        String again = "; --on-exists overwrite transcribes it again";
        List<String> missing = new ArrayList<>();
        if (earlier.coverage() < 1) {
            missing.add("only " + percent(earlier.coverage()) + " % of the speech was transcribed completely");
        }
        addLosses(earlier.warnings(), missing);
        if (strict && !missing.isEmpty()) {
            throw new IncompleteException(
                    "--strict: in an earlier run " + String.join("; ", missing) + again, ExitStatus.COVERAGE);
        }
        if (minPercent.isPresent() && isTooLittle(earlier.coverage())) {
            throw new IncompleteException(
                    "in an earlier run only " + percent(earlier.coverage())
                            + " % of the speech was transcribed completely, not " + required() + " %" + again,
                    ExitStatus.COVERAGE);
        }
        if (!requiresMore()) {
            checkNothingFailed(earlier.warnings(), again);
        }
    }

    /** Tells whether {@code ratio} of the speech, not a number if there is none, is less than is required. */
    private boolean isTooLittle(double ratio) {
        return 100 * ratio < minPercent.orElseThrow() - ROUNDING;
    }

    /** Returns the percentage that is required, as the user may have written it. */
    private String required() {
        return BigDecimal.valueOf(minPercent.orElseThrow()).stripTrailingZeros().toPlainString();
    }

    /**
     * Checks that all of a recording was searched for speech.
     *
     * @param unheard the start of the part that was not searched, if any
     * @throws IncompleteException if a part was not searched
     */
    static void checkHeard(Optional<Duration> unheard) throws IncompleteException {
        if (unheard.isPresent()) {
            throw new IncompleteException(
                    "not transcribed from " + Times.text(unheard.get())
                            + " on: the speech detector computed invalid numbers; check this processor with 'qasr"
                            + " doctor', or use --no-vad",
                    ExitStatus.SOME_FAILED);
        }
    }

    /** Checks that all audio read by {@code chunks} was searched for speech. */
    public static void checkHeard(ChunkSource chunks) throws IncompleteException {
        OptionalLong from = chunks.backdrop().unheardFrom();
        checkHeard(from.isPresent() ? Optional.of(Times.of(from.getAsLong())) : Optional.empty());
    }

    private static void checkNothingIsMissing(Transcript transcript) throws IncompleteException {
        Coverage coverage = transcript.coverage();
        List<String> missing = new ArrayList<>();
        if (!coverage.complete()) {
            missing.add("only " + percent(coverage.ratio()) + " % of the speech was transcribed completely: "
                    + holes(transcript));
        }
        addLosses(transcript.warnings(), missing);
        if (!missing.isEmpty()) {
            throw new IncompleteException("--strict: " + String.join("; ", missing), ExitStatus.COVERAGE);
        }
    }

    /** Adds to {@code missing} what {@code warnings} say of lost sound and of words that were probably not said. */
    private static void addLosses(List<Warning> warnings, List<String> missing) {
        List<Warning> losses = warnings.stream()
                .filter(warning -> warning.kind().isSoundLost())
                .toList();
        if (!losses.isEmpty()) {
            boolean sure = losses.stream().anyMatch(warning -> warning.kind() != Warning.Kind.UNKNOWN);
            missing.add((sure ? "sound is missing: " : "sound may be missing: ")
                    + losses.stream().map(Warning::sentence).collect(Collectors.joining("; ")));
        }
        warnings.stream()
                .filter(warning ->
                        warning.kind().isAboutWordTimes() && warning.kind().isAboutPassage())
                .map(Warning::sentence)
                .limit(HOLES_SHOWN)
                .forEach(missing::add);
    }

    /**
     * Makes sure that the list of segments to review can be written, before hours are spent.
     *
     * @throws CommandException if it cannot or must not be written
     */
    public void checkReview(Session session, Existing existing, List<Input> inputs) throws CommandException {
        if (reviewFile().isPresent()) {
            reviewFile().get().check(session, existing, inputs);
        }
    }

    /**
     * Writes {@code list} to where it was asked for. If that is a file that can be read again, the list is then empty: the next
     * run of a watch takes the rows from the file, which a retry may have changed. A reader of standard output may leave without
     * reading all of it.
     */
    public void write(Session session, Existing existing, ReviewList list) {
        Optional<SideFile> asked = reviewFile();
        Optional<String> earlier = asked.flatMap(SideFile::earlier);
        if (review.isPresent() && earlier.isEmpty() && list.currentCount() > 0) {
            session.console()
                    .note(asked.map(file -> file.path().toString()).orElse("--review")
                            + ": has nothing about recordings whose transcripts were up to date (" + list.currentCount()
                            + "); '--on-exists overwrite' lists them, too");
        }
        try {
            if (asked.isPresent()) {
                SideFile file = asked.get();
                file.write(session, existing, list.text(file.path().toString(), earlier.orElse("")));
                if (OutputFile.replaces(file.path())) {
                    list.clear();
                }
            } else if (review.isPresent()) {
                session.console().result(list.text(STANDARD_OUTPUT));
            }
        } catch (ClosedOutputException e) {
            session.console().detail("--review: nobody reads standard output any more");
        }
    }

    private Optional<SideFile> reviewFile() {
        return review.filter(file -> !file.toString().equals(STANDARD_OUTPUT))
                .map(file -> new SideFile(SideFile.Kind.REVIEW, file));
    }

    private static void checkNothingFailed(Transcript transcript) throws IncompleteException {
        long lost = transcript.utterances().stream()
                .filter(utterance -> utterance.counted() == Utterance.Status.FAILED)
                .count();
        if (lost > 0) {
            throw new IncompleteException(
                    "incomplete: " + lost + " of " + transcript.utterances().size()
                            + " chunks could not be transcribed; see the warnings",
                    ExitStatus.SOME_FAILED);
        }
    }

    /** A run with a percentage records its outputs also if chunks failed. */
    private static void checkNothingFailed(List<Warning> warnings, String again) throws IncompleteException {
        long lost = warnings.stream()
                .filter(warning -> warning.kind() == Warning.Kind.FAILED)
                .count();
        if (lost > 0) {
            throw new IncompleteException(
                    "incomplete: in an earlier run " + lost + (lost == 1 ? " chunk" : " chunks")
                            + " could not be transcribed" + again,
                    ExitStatus.SOME_FAILED);
        }
    }

    private static String holes(Transcript transcript) {
        List<String> holes = new ArrayList<>();
        for (Utterance utterance : transcript.utterances()) {
            if (!utterance.complete()) {
                holes.add(ConstantName.of(utterance.status().name()) + " "
                        + utterance.place().span().text());
            }
        }
        for (TimeSpan span : Coverage.doubtful(transcript.utterances())) {
            holes.add("no words " + span.text());
        }
        for (Gap gap : transcript.gaps()) {
            if (gap.kind() == Gap.Kind.FAILED) {
                holes.add("unreadable " + gap.span().text());
            } else if (gap.kind() == Gap.Kind.UNHEARD) {
                holes.add("not read " + gap.span().text());
            }
        }
        String shown = holes.stream().limit(HOLES_SHOWN).collect(Collectors.joining(", "));
        return holes.size() <= HOLES_SHOWN ? shown : shown + " and " + (holes.size() - HOLES_SHOWN) + " more";
    }

    /** Returns the line that sums up how much of the speech of all recordings has text. */
    public static String summary(Coverage coverage) {
        String speech = Clock.seconds(coverage.speech()) + " of speech: ";
        String retried = coverage.retried().isZero() ? "" : ", " + Clock.seconds(coverage.retried()) + " of it retried";
        if (coverage.complete()) {
            return speech + "text for all of it" + retried;
        }
        StringBuilder line =
                new StringBuilder(speech).append(percent(coverage.ratio())).append(" % has text");
        line.append(retried);
        if (!coverage.truncated().isZero()) {
            line.append(", ").append(Clock.seconds(coverage.truncated())).append(" truncated");
        }
        if (!coverage.failed().isZero()) {
            line.append(", ").append(Clock.seconds(coverage.failed())).append(" failed");
        }
        if (!coverage.doubtful().isZero()) {
            line.append(", ").append(Clock.seconds(coverage.doubtful())).append(" without words");
        }
        if (!coverage.unheard().isZero()) {
            line.append(", ").append(Clock.seconds(coverage.unheard())).append(" more not read");
        }
        return line.toString();
    }

    /** Rounded down: 99.96 % must not look like all. */
    public static String percent(double ratio) {
        return BigDecimal.valueOf(100 * ratio).setScale(1, RoundingMode.DOWN).toPlainString();
    }
}
