package qasr.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import qasr.transcript.Attempt;
import qasr.transcript.Confidence;
import qasr.transcript.Edit;
import qasr.transcript.Gap;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Utterance.Status;
import qasr.transcript.Wording;

final class ReviewListTest {
    private static Utterance at(int second, Status status, double mean, String text, String... flags) {
        List<Attempt> earlier = status == Status.RETRIED
                ? List.of(new Attempt("loop", Wording.NONE, Confidence.NONE, Status.TRUNCATED))
                : List.of();
        return new Utterance(
                Place.detected(Duration.ofSeconds(second), Duration.ofSeconds(second + 1)),
                Wording.of("English", text),
                new Confidence(mean, mean, List.of()),
                new Outcome(status, earlier, List.of(flags)));
    }

    private static String reasons(List<Utterance> utterances) {
        ReviewList list = new ReviewList();
        list.add(Transcripts.of(Duration.ofSeconds(100), utterances));
        List<String> reasons = new ArrayList<>();
        for (String row : list.text("a.tsv").lines().skip(1).toList()) {
            String[] fields = row.split("\t", -1);
            reasons.add(fields[3] + " " + fields[4]);
        }
        return String.join("; ", reasons);
    }

    @Test
    void theWorstComesFirst() {
        List<Utterance> utterances = new ArrayList<>(List.of(
                at(0, Status.OK, -0.9, "unsure"),
                at(10, Status.RETRIED, -0.1, "twice"),
                at(20, Status.NO_SPEECH, Double.NaN, ""),
                at(30, Status.OK, -0.1, "odd", "script_mismatch"),
                at(40, Status.RETRIED, -0.2, "both", "loop"),
                at(50, Status.TRUNCATED, -0.1, "cut"),
                at(60, Status.FAILED, Double.NaN, ""),
                at(70, Status.OK, -0.1, "fine")));
        for (int i = 80; i < 85; i++) { // five seconds of speech without words
            utterances.add(at(i, Status.NO_SPEECH, i == 84 ? -3 : Double.NaN, ""));
        }
        assertEquals(
                "6 failed; 12 long speech without words, unsure (-3.00); 5 truncated; 8 long speech without words;"
                        + " 9 long speech without words; 10 long speech without words; 11 long speech without words;"
                        + " 4 2 attempts, loop; 3 script_mismatch; 2 speech without words; 1 2 attempts;"
                        + " 0 unsure (-0.90)",
                reasons(utterances));
    }

    @Test
    void wordsAreUnsureBelowHalfANatATokenOnAverage() {
        assertEquals(
                "1 unsure (-0.50)",
                reasons(List.of(at(0, Status.OK, -0.5, "a"), at(1, Status.OK, -0.501, "b"), at(2, Status.OK, 0, "c"))));
    }

    @Test
    void wordsOfAUserNeedNoReview() {
        Utterance failed = at(0, Status.FAILED, Double.NaN, "", "odd");
        Wording written = failed.wording().edited(new Edit(Edit.CORRECTION, 0, "", "Hello."));
        assertEquals("0 failed, odd", reasons(List.of(failed)));
        assertEquals("", reasons(List.of(failed.with(written))));
    }

    @Test
    void rowsSayWhereAndWhatInBothFormats() {
        ReviewList list = new ReviewList();
        list.add(Transcripts.of(
                Duration.ofSeconds(10),
                List.of(at(0, Status.OK, -0.1, "fine"), at(1, Status.TRUNCATED, -0.1, "a | <b>\n\\c\td"))));
        Transcript broken = Transcripts.of(Duration.ofSeconds(10), List.of());
        list.add(new Transcript(
                broken.source(),
                broken.making(),
                List.of(),
                List.of(
                        new Gap(new TimeSpan(Duration.ZERO, Duration.ofMillis(1500)), Gap.Kind.SILENCE),
                        new Gap(new TimeSpan(Duration.ofMillis(1500), Duration.ofSeconds(3)), Gap.Kind.FAILED)),
                List.of()));
        assertEquals("""
                source\tstart\tend\tsegment\treason\ttext
                meetings/June 3.m4a\t1.500\t3.000\t\tfailed\t
                meetings/June 3.m4a\t1.000\t2.000\t1\ttruncated\ta | <b> \\c d
                """, list.text("list.txt"));
        assertEquals("""
                | recording | from | to | segment | reason | text |
                | --- | ---: | ---: | ---: | --- | --- |
                | meetings/June 3.m4a | 00:00:01.500 | 00:00:03.000 |  | failed |  |
                | meetings/June 3.m4a | 00:00:01.000 | 00:00:02.000 | 1 | truncated | a \\| &lt;b> \\\\c d |
                """, list.text("list.md"));
    }

    @Test
    void longTextsOfAnEarlierListAreKept() {
        String text = "a \\ | b ".repeat(20_000).strip();
        for (String name : List.of("list.md", "list.tsv")) {
            ReviewList list = new ReviewList();
            list.add(Transcripts.of(Duration.ofSeconds(10), List.of(at(1, Status.TRUNCATED, -0.1, text))));
            String earlier = list.text(name);
            ReviewList next = new ReviewList();
            next.addCurrent("meetings/June 3.m4a");
            assertEquals(earlier, next.text(name, earlier), name);
        }
    }

    @Test
    void aListThatKeepsAllLosesOnlyTheRowsOfRecordingsThatAreTranscribed() {
        for (String name : List.of("list.md", "list.tsv")) {
            ReviewList list = new ReviewList();
            list.add(Transcripts.of(Duration.ofSeconds(10), List.of(at(1, Status.TRUNCATED, -0.1, "a"))));
            String own = list.text(name);
            ReviewList next = new ReviewList();
            next.keepAll();
            assertEquals(own, next.text(name, own), name);
            next.put(Transcripts.of(Duration.ofSeconds(10), List.of(at(1, Status.TRUNCATED, -0.1, "b"))));
            next.put(Transcripts.of(Duration.ofSeconds(10), List.of(at(1, Status.TRUNCATED, -0.1, "c"))));
            assertEquals(own.replace("\ta\n", "\tc\n").replace("| a |", "| c |"), next.text(name, own), name);
        }
    }
}
