package qasr.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;
import qasr.testing.RandomTranscripts;
import qasr.transcript.Utterance.Status;

final class CoverageTest {
    @Test
    void everySecondOfSpeechEndsInOnePlace() {
        Coverage coverage = Coverage.of(
                List.of(
                        utterance(0, 4, Status.OK),
                        utterance(4, 6, Status.RETRIED),
                        utterance(6, 7, Status.TRUNCATED),
                        utterance(8, 9, Status.FAILED),
                        utterance(9, 11, Status.NO_SPEECH)),
                List.of(new Gap(new TimeSpan(Duration.ofSeconds(11), Duration.ofSeconds(99)), Gap.Kind.FAILED)));
        assertEquals(Duration.ofSeconds(10), coverage.speech());
        assertEquals(Duration.ofSeconds(6), coverage.transcribed());
        assertEquals(Duration.ofSeconds(2), coverage.retried());
        assertEquals(Duration.ofSeconds(2), coverage.wordless());
        assertEquals(Duration.ofSeconds(88), coverage.unheard());
        assertEquals(0.8, coverage.ratio());
        assertFalse(coverage.complete());
    }

    /** Cuts made elsewhere may overlap; the channels of a call do, and each has its own speech. */
    @Test
    void aSecondInSeveralUtterancesCountsOnceInEachChannel() {
        List<Utterance> overlapping = List.of(
                utterance(0, 10, Status.OK),
                utterance(2, 4, Status.OK),
                utterance(8, 12, Status.NO_SPEECH),
                utterance(9, 20, Status.NO_SPEECH),
                utterance(15, 16, Status.TRUNCATED));
        Coverage coverage = Coverage.of(overlapping, List.of());
        assertEquals(Duration.ofSeconds(20), coverage.speech());
        assertEquals(Duration.ofSeconds(10), coverage.transcribed());
        assertEquals(Duration.ofSeconds(9), coverage.wordless());
        assertEquals(Duration.ofSeconds(9), coverage.doubtful());
        Utterance left = utterance(0, 5, Status.OK);
        Place place = left.place();
        Utterance right = new Utterance(
                new Place(place.span(), place.timing(), "right", ""),
                left.wording(),
                left.confidence(),
                left.outcome(),
                left.words());
        assertEquals(
                Duration.ofSeconds(10),
                Coverage.of(List.of(left, left, right), List.of()).speech());
    }

    /** The union of random spans, counted millisecond by millisecond. */
    @Test
    void coveredTimeIsTheUnion() {
        Property.forAll(100, random -> {
            boolean[] truth = new boolean[100];
            CoveredTime covered = new CoveredTime();
            for (int i = 0; i < 8; i++) {
                int start = random.nextInt(90);
                int end = start + random.nextInt(10);
                int added = 0;
                for (int at = start; at < end; at++) {
                    added += truth[at] ? 0 : 1;
                    truth[at] = true;
                }
                assertEquals(
                        Duration.ofSeconds(added), covered.adds(List.of(utterance(start, end, Status.OK))), "at " + i);
            }
        });
    }

    @Test
    void theSumsAlwaysAddUp() {
        Property.forAll(500, random -> {
            Transcript transcript = RandomTranscripts.transcript(random);
            Coverage coverage = transcript.coverage();
            long speech = transcript.utterances().stream()
                    .mapToLong(utterance -> utterance.length().toMillis())
                    .sum();
            assertEquals(speech, coverage.speech().toMillis());
            assertEquals(
                    speech,
                    coverage.transcribed()
                            .plus(coverage.truncated())
                            .plus(coverage.failed())
                            .plus(coverage.wordless())
                            .toMillis());
            long gaps = transcript.gaps().stream()
                    .mapToLong(gap -> gap.span().length().toMillis())
                    .sum();
            assertEquals(transcript.duration().toMillis(), speech + gaps);
            assertTrue(coverage.retried().compareTo(coverage.transcribed()) <= 0);
            assertTrue(coverage.doubtful().compareTo(coverage.wordless()) <= 0);
            assertTrue(coverage.ratio() >= 0 && coverage.ratio() <= 1);
            boolean hole = transcript.utterances().stream().anyMatch(utterance -> !utterance.complete());
            assertTrue(!hole || coverage.ratio() < 1);
        });
    }

    @Test
    void unheardAudioBesideTheSpeechDoesNotChangeTheRatio() {
        Coverage coverage = Coverage.of(
                List.of(utterance(0, 4, Status.OK)),
                List.of(new Gap(new TimeSpan(Duration.ofSeconds(4), Duration.ofSeconds(5)), Gap.Kind.FAILED)));
        assertEquals(1, coverage.ratio());
        assertEquals(Duration.ofSeconds(1), coverage.unheard());
        assertFalse(coverage.complete());
    }

    @Test
    void speechWithoutWordsIsAHoleOnlyIfItIsLong() {
        Coverage cough = Coverage.of(
                List.of(
                        utterance(0, 4, Status.NO_SPEECH),
                        utterance(7, 11, Status.NO_SPEECH),
                        utterance(11, 12, Status.OK),
                        utterance(12, 16, Status.NO_SPEECH)),
                List.of());
        assertEquals(1, cough.ratio());
        assertTrue(cough.complete());
        Coverage deaf = Coverage.of(
                List.of(
                        utterance(0, 3, Status.NO_SPEECH),
                        utterance(4, 6, Status.NO_SPEECH),
                        utterance(6, 11, Status.OK)),
                List.of());
        assertEquals(Duration.ofSeconds(5), deaf.doubtful());
        assertEquals(0.5, deaf.ratio());
        assertFalse(deaf.complete());
    }

    @Test
    void wordsOfAUserFillAHole() {
        for (Status status : List.of(Status.FAILED, Status.NO_SPEECH, Status.TRUNCATED)) {
            Utterance heard = utterance(4, 10, status);
            Wording written = heard.wording().edited(new Edit(Edit.CORRECTION, 0, "", "Hello."));
            List<Utterance> said = List.of(utterance(0, 4, Status.OK), heard.with(written));
            boolean complete = status != Status.TRUNCATED;
            assertEquals(complete, Coverage.of(said, List.of()).complete(), status.toString());
            assertEquals(
                    complete ? 10 : 4,
                    Coverage.of(said, List.of()).transcribed().toSeconds());
            assertEquals(List.of(), Coverage.doubtful(said));
            Wording other = heard.wording().edited(new Edit("glossary", 0, "", "Hello."));
            assertFalse(Coverage.of(List.of(heard.with(other)), List.of()).complete());
            Wording removed = heard.wording().edited(new Edit(Edit.CORRECTION, 0, "", ""));
            assertFalse(Coverage.of(List.of(heard.with(removed)), List.of()).complete());
        }
    }

    @Test
    void silencesOfTwoSecondsBelongToAStretchAndEachStretchIsJudgedAlone() {
        List<TimeSpan> doubtful = Coverage.doubtful(List.of(
                utterance(0, 3, Status.NO_SPEECH),
                utterance(5, 7, Status.NO_SPEECH), // 2 s apart: the same range, 5 s of speech
                utterance(10, 14, Status.NO_SPEECH), // 3 s apart: another one, 4 s
                utterance(14, 15, Status.OK),
                utterance(15, 16, Status.NO_SPEECH), // after words: a third one, 1 s
                utterance(20, 25, Status.NO_SPEECH)));
        assertEquals(List.of(span(0, 3), span(5, 7), span(20, 25)), doubtful);
    }

    @Test
    void onlyBrokenSoundIsUnheard() {
        List<Gap> gaps = List.of(
                new Gap(span(0, 1), Gap.Kind.SILENCE),
                new Gap(span(1, 3), Gap.Kind.FAILED),
                new Gap(span(3, 7), Gap.Kind.NOISE),
                new Gap(span(7, 15), Gap.Kind.MUSIC));
        assertEquals(Duration.ofSeconds(2), Coverage.of(List.of(), gaps).unheard());
        assertTrue(Coverage.of(List.of(), gaps.subList(2, 4)).complete());
    }

    @Test
    void twoRecordingsAreCoveredAsIfTheyWereOne() {
        Property.forAll(200, random -> {
            Transcript one = RandomTranscripts.transcript(random);
            Transcript other = RandomTranscripts.transcript(random);
            Duration later = one.duration().plusSeconds(10); // too far apart for one wordless range
            List<Utterance> utterances = new ArrayList<>(one.utterances());
            for (Utterance utterance : other.utterances()) {
                Place place = Place.detected(
                        utterance.start().plus(later), utterance.end().plus(later));
                utterances.add(new Utterance(place, utterance.wording(), utterance.confidence(), utterance.outcome()));
            }
            List<Gap> gaps = new ArrayList<>(one.gaps());
            gaps.addAll(other.gaps());
            assertEquals(Coverage.of(utterances, gaps), one.coverage().plus(other.coverage()));
        });
    }

    private static TimeSpan span(int start, int end) {
        return new TimeSpan(Duration.ofSeconds(start), Duration.ofSeconds(end));
    }

    private static Utterance utterance(int start, int end, Status status) {
        return new Utterance(Duration.ofSeconds(start), Duration.ofSeconds(end), "", "", -1, -1, status);
    }
}
