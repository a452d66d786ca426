package qasr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;
import qasr.testing.RandomTranscripts;
import qasr.transcript.Attempt;
import qasr.transcript.Confidence;
import qasr.transcript.Outcome;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Utterance.Status;
import qasr.transcript.Wording;

final class RunSummaryTest {
    @Test
    void theLineReportsTheCompleteness() {
        List<Utterance> utterances = List.of(
                utterance(0, 60, Status.OK),
                utterance(60, 100, Status.OK).with(retried()),
                utterance(100, 101, Status.FAILED));
        assertEquals(
                List.of(
                        "1 file: 2:00 of sound, 4.0 times faster than real time",
                        "text for 99.0 % of the detected speech (1:41), 1 retried, 1 to review"),
                line(new RunSummary.Counts(1, 0, 0, 0), List.of(transcript(120, utterances))));
        assertEquals(
                List.of(
                        "2 files: 2:00 of sound, 4.0 times faster than real time, 1 failed",
                        "text for all detected speech (1:00); says nothing about accuracy"),
                line(
                        new RunSummary.Counts(2, 0, 1, 0),
                        List.of(transcript(120, List.of(utterance(0, 60, Status.OK))))));
    }

    @Test
    void aRunThatTranscribedNothingSaysWhy() {
        assertEquals(List.of("4 files: 3 up to date, 1 failed"), line(new RunSummary.Counts(4, 3, 1, 0), List.of()));
        assertEquals(List.of("1 file: 1 up to date"), line(new RunSummary.Counts(1, 1, 0, 0), List.of()));
    }

    @Test
    void theLineFitsIntoATerminal() {
        List<Utterance> utterances = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            utterances.add(utterance(300 * i, 300 * i + 300, Status.TRUNCATED).with(retried()));
        }
        List<String> lines = line(new RunSummary.Counts(50, 0, 12, 0), List.of(transcript(36_000, utterances)));
        assertEquals("50 files: 10:00:00 of sound, 1200 times faster than real time, 12 failed", lines.get(0));
        assertTrue(lines.get(1).contains(" (8:15:00), 99 retried"), lines.get(1));
        Property.forAll(
                100,
                random -> line(
                                new RunSummary.Counts(random.nextInt(99), 0, random.nextInt(99), 0),
                                List.of(RandomTranscripts.transcript(random)))
                        .forEach(line -> assertTrue(line.length() <= 74, line)));
    }

    private static List<String> line(RunSummary.Counts counts, List<Transcript> transcripts) {
        RunSummary summary = new RunSummary();
        transcripts.forEach(summary::add);
        return summary.lines(counts, Duration.ofSeconds(30));
    }

    private static Outcome retried() {
        return new Outcome(
                Status.RETRIED,
                List.of(new Attempt("loop", Wording.NONE, Confidence.NONE, Status.TRUNCATED)),
                List.of());
    }

    private static Utterance utterance(int start, int end, Status status) {
        return new Utterance(Duration.ofSeconds(start), Duration.ofSeconds(end), "English", "a", -1, -1, status);
    }

    private static Transcript transcript(int seconds, List<Utterance> utterances) {
        return new Transcript(
                new Transcript.Source("a", "", new Transcript.SourceFormat("pcm", 1, 1), Duration.ofSeconds(seconds)),
                new Transcript.Making(
                        new Transcript.Engine("1", "m", "cpu", "fp32"),
                        Transcript.Options.AUTO,
                        new Transcript.Timing(Duration.ZERO, Duration.ZERO)),
                utterances,
                List.of(),
                List.of());
    }
}
