package qasr.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import qasr.transcript.Coverage;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * The one line that says how a run went, no longer than a terminal is wide: how many files, how much sound and speech,
 * how much of it was transcribed, what is worth a look, what failed, and the real-time factor.
 */
final class RunSummary {
    private static final int COLUMNS = 80 - "qasr: ".length();
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** How many recordings ended how. */
    record Counts(long files, long current, long failed, long notBegun) {}

    private final Counts counts;
    private final List<Transcript> transcripts;
    private final Duration elapsed;

    /**
     * Makes a summary.
     *
     * @param elapsed how long the run took, once the model was open
     */
    RunSummary(Counts counts, List<Transcript> transcripts, Duration elapsed) {
        this.counts = counts;
        this.transcripts = List.copyOf(transcripts);
        this.elapsed = elapsed;
    }

    /** Returns the line. */
    String line() {
        String files = counts.files() + (counts.files() == 1 ? " file" : " files");
        String others = some(counts.current(), "up to date")
                + some(counts.failed(), "failed")
                + some(counts.notBegun(), "not begun");
        if (transcripts.isEmpty()) {
            return files + (others.isEmpty() ? "" : ": " + others.substring(2));
        }
        Coverage coverage = transcripts.stream()
                .map(Transcript::coverage)
                .reduce(Coverage::plus)
                .orElseThrow();
        String sound = clock(sound());
        String speech = clock(coverage.speech());
        String share = LedgerRule.percent(coverage.ratio()) + " %";
        String factor = String.format(Locale.ROOT, ", RTF %.2f", rtf());
        String odd = some(retried(), "retried") + some(flagged(), "flagged");
        String full = files + ": " + sound + " sound, " + speech + " speech, " + share;
        List<String> lines = List.of(
                full + " transcribed" + odd + others + factor,
                full + odd + others + factor,
                files + ": " + sound + ", speech " + speech + ", " + share + some(oddities(), "to check") + others
                        + factor);
        return lines.stream()
                .filter(line -> Columns.of(line) <= COLUMNS)
                .findFirst()
                .orElse(lines.get(lines.size() - 1));
    }

    private static String some(long count, String what) {
        return count == 0 ? "" : ", " + count + " " + what;
    }

    private static String clock(Duration time) {
        return time.compareTo(MINUTE) < 0 ? Clock.seconds(time) : Clock.minutes(time);
    }

    private Duration sound() {
        return transcripts.stream()
                .map(transcript -> transcript.source().window().length())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private double rtf() {
        return sound().isZero() ? 0 : (double) elapsed.toMillis() / sound().toMillis();
    }

    private long retried() {
        return segments(RunSummary::isRetried);
    }

    private long flagged() {
        return segments(RunSummary::isFlagged);
    }

    private long oddities() {
        return segments(utterance -> isRetried(utterance) || isFlagged(utterance));
    }

    private long segments(Predicate<Utterance> kind) {
        return transcripts.stream()
                .flatMap(transcript -> transcript.utterances().stream())
                .filter(kind)
                .count();
    }

    private static boolean isRetried(Utterance utterance) {
        return utterance.outcome().attempts() > 1;
    }

    private static boolean isFlagged(Utterance utterance) {
        return !utterance.complete() || !utterance.outcome().flags().isEmpty();
    }
}
