package qasr.run;

import java.time.Duration;
import java.util.List;
import qasr.console.Clock;
import qasr.console.Columns;
import qasr.console.Speed;
import qasr.job.CompletenessRule;
import qasr.transcript.Coverage;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/**
 * The summary at the end of a run, in lines no longer than a usual terminal is wide: how many files, how much sound, the
 * speed, what failed; and for how much of the speech there is text, with the segments to review.
 */
final class RunSummary {
    private static final int COLUMNS = 80 - "qasr: ".length();
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** How many recordings ended how. */
    record Counts(long files, long current, long failed, long notBegun) {}

    private Coverage coverage = Coverage.of(List.of(), List.of());
    private Duration sound = Duration.ZERO;
    private long transcripts;
    private long retried;
    private long flagged;

    /** Adds a recording that was transcribed; nothing of its text is kept. */
    void add(Transcript transcript) {
        transcripts++;
        coverage = coverage.plus(transcript.coverage());
        sound = sound.plus(transcript.source().window().length());
        for (Utterance utterance : transcript.utterances()) {
            boolean odd = !utterance.complete() || !utterance.outcome().flags().isEmpty();
            retried += utterance.outcome().attempts() > 1 ? 1 : 0;
            flagged += odd ? 1 : 0;
        }
    }

    /**
     * Returns one line, or two if there was speech.
     *
     * @param elapsed how long the run took, once the model was open
     */
    List<String> lines(Counts counts, Duration elapsed) {
        String files = counts.files() + (counts.files() == 1 ? " file" : " files");
        String others = some(counts.current(), "up to date")
                + some(counts.failed(), "failed")
                + some(counts.notBegun(), "not begun");
        if (transcripts == 0) {
            return List.of(files + (others.isEmpty() ? "" : ": " + others.substring(2)));
        }
        String run = files + ": " + clock(sound) + " of sound" + speed(elapsed) + others;
        return coverage.speech().isZero() ? List.of(run, "no speech found") : List.of(run, text());
    }

    /** Returns the share of speech with text, and says that it is not accuracy: people read "100 %" as right words. */
    private String text() {
        String share = coverage.complete()
                ? "text for all detected speech (" + clock(coverage.speech()) + ")"
                : "text for " + CompletenessRule.percent(coverage.ratio()) + " % of the detected speech ("
                        + clock(coverage.speech()) + ")";
        String odd = share + some(retried, "retried") + some(flagged, "to review");
        String full = odd + "; says nothing about accuracy";
        return Columns.of(full) <= COLUMNS ? full : odd;
    }

    private static String some(long count, String what) {
        return count == 0 ? "" : ", " + count + " " + what;
    }

    private static String clock(Duration time) {
        return time.compareTo(MINUTE) < 0 ? Clock.seconds(time) : Clock.minutes(time);
    }

    private String speed(Duration elapsed) {
        if (sound.isZero()) {
            return "";
        }
        return ", " + Speed.words((double) sound.toMillis() / Math.max(1, elapsed.toMillis()));
    }
}
