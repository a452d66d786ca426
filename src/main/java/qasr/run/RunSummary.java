package qasr.run;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import qasr.console.Clock;
import qasr.console.Columns;
import qasr.job.CompletenessRule;
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

    private Coverage coverage = Coverage.of(List.of(), List.of());
    private Duration sound = Duration.ZERO;
    private long transcripts;
    private long retried;
    private long flagged;
    private long oddities;

    /** Adds a recording that was transcribed; nothing of its text is kept. */
    void add(Transcript transcript) {
        transcripts++;
        coverage = coverage.plus(transcript.coverage());
        sound = sound.plus(transcript.source().window().length());
        for (Utterance utterance : transcript.utterances()) {
            boolean again = utterance.outcome().attempts() > 1;
            boolean odd = !utterance.complete() || !utterance.outcome().flags().isEmpty();
            retried += again ? 1 : 0;
            flagged += odd ? 1 : 0;
            oddities += again || odd ? 1 : 0;
        }
    }

    /**
     * Returns the line.
     *
     * @param elapsed how long the run took, once the model was open
     */
    String line(Counts counts, Duration elapsed) {
        String files = counts.files() + (counts.files() == 1 ? " file" : " files");
        String others = some(counts.current(), "up to date")
                + some(counts.failed(), "failed")
                + some(counts.notBegun(), "not begun");
        if (transcripts == 0) {
            return files + (others.isEmpty() ? "" : ": " + others.substring(2));
        }
        String length = clock(sound);
        String speech = clock(coverage.speech());
        String share = CompletenessRule.percent(coverage.ratio()) + " %";
        String factor = String.format(Locale.ROOT, ", RTF %.2f", rtf(elapsed));
        String odd = some(retried, "retried") + some(flagged, "flagged");
        String full = files + ": " + length + " sound, " + speech + " speech, " + share;
        List<String> lines = List.of(
                full + " transcribed" + odd + others + factor,
                full + odd + others + factor,
                files + ": " + length + ", speech " + speech + ", " + share + some(oddities, "to check") + others
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

    private double rtf(Duration elapsed) {
        return sound.isZero() ? 0 : (double) elapsed.toMillis() / sound.toMillis();
    }
}
