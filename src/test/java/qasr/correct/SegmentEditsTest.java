package qasr.correct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import qasr.transcript.Attempt;
import qasr.transcript.Confidence;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.SegmentCorrection;
import qasr.transcript.SpeakerChange;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Word;
import qasr.transcript.Wording;

/** Corrections of segments that a retry has split or changed, and of speakers. */
final class SegmentEditsTest {
    private static final String OLD = "Ask Mr Brown today. He is in.";

    private static TimeSpan span(int start, int end) {
        return new TimeSpan(Duration.ofSeconds(start), Duration.ofSeconds(end));
    }

    /** Returns a segment that said {@code old} before a retry, or no other text for "". */
    private static Utterance segment(TimeSpan span, String speaker, String text, String old) {
        List<Attempt> earlier = old.isEmpty()
                ? List.of()
                : List.of(new Attempt("retry", Wording.of("English", old), Confidence.NONE, Utterance.Status.OK));
        return new Utterance(
                new Place(span, Place.Timing.VAD, "", speaker),
                Wording.of("English", text),
                Confidence.NONE,
                new Outcome(Utterance.Status.OK, earlier, List.of()));
    }

    private static Transcript transcript(Utterance... utterances) {
        return new Transcript(
                new Transcript.Source(
                        "a.wav", "", new Transcript.SourceFormat("pcm", 16_000, 1), Duration.ofSeconds(60)),
                new Transcript.Making(
                        new Transcript.Engine("1", "m", "cpu", "fp32"),
                        Transcript.Options.AUTO,
                        new Transcript.Timing(Duration.ZERO, Duration.ZERO)),
                List.of(utterances),
                List.of(),
                List.of());
    }

    private static SegmentCorrection correction(TimeSpan span, String from, String to) {
        return new SegmentCorrection(0, span, from, to, "", "");
    }

    private static List<String> texts(Corrections.Outcome outcome) {
        return outcome.transcript().utterances().stream().map(Utterance::text).toList();
    }

    @Test
    void thePartsOfASplitSegmentShareItsCorrection() {
        Transcript split = transcript(
                segment(span(0, 3), "", "Ask Mr Brown today.", OLD),
                segment(span(3, 5), "", "He is in.", OLD),
                segment(span(6, 8), "", "Bye.", ""));
        SegmentEdits edits =
                new SegmentEdits(split, List.of(correction(span(0, 5), OLD, "Ask Mr Braun today. She is not in.")));
        assertFalse(edits.isForeign());
        Corrections.Outcome outcome = edits.merged();
        assertEquals(List.of("Ask Mr Braun today.", "She is not in.", "Bye."), texts(outcome));
        assertEquals(List.of(0, 1), outcome.corrected());
        assertEquals(List.of(), outcome.unfit());
        assertEquals(
                "He is in.", outcome.transcript().utterances().get(1).wording().undone());
        assertSame(split.utterances().get(2), outcome.transcript().utterances().get(2));
        Corrections.Outcome twice = new SegmentEdits(
                        outcome.transcript(),
                        List.of(correction(span(0, 5), OLD, "Ask Mr Braun today. She is not in.")))
                .merged();
        assertEquals(List.of(), twice.corrected());
        assertEquals(List.of(), twice.unfit());
    }

    @Test
    void partsThatTheRetryHeardDifferentlyGetTheOtherCorrections() {
        Transcript split = transcript(
                segment(span(0, 3), "", "Please ask Mr Brown today.", OLD), segment(span(3, 5), "", "He is in.", OLD));
        Corrections.Outcome outcome =
                new SegmentEdits(split, List.of(correction(span(0, 5), OLD, "Ask Mr Braun today. He is in."))).merged();
        assertEquals(List.of("Please ask Mr Braun today.", "He is in."), texts(outcome));
    }

    @Test
    void partsOfScriptsWithoutBlanksAreJoinedWithoutOne() {
        String old = "今天天气很好。我们去公园吧。";
        Transcript split = transcript(segment(span(0, 3), "", "今天天气很好。", old), segment(span(3, 5), "", "我们去公园吧。", old));
        Corrections.Outcome outcome =
                new SegmentEdits(split, List.of(correction(span(0, 5), old, "今天天气不好。我们去学校吧。"))).merged();
        assertEquals(List.of("今天天气不好。", "我们去学校吧。"), texts(outcome));
    }

    @Test
    void whatBothHaveChangedIsReported() {
        Transcript split = transcript(
                segment(span(0, 3), "", "Ask Mr Braune today.", OLD), segment(span(3, 5), "", "He is in.", OLD));
        Corrections.Outcome outcome =
                new SegmentEdits(split, List.of(correction(span(0, 5), OLD, "Ask Mr Braun today. He is in."))).merged();
        assertEquals(
                List.of("0:00:00.0-0:00:05.0: 'Ask Mr Braun today. He is in.': the text is now"
                        + " 'Ask Mr Braune today. He is in.'"),
                outcome.unfit());
        assertEquals(split.utterances(), outcome.transcript().utterances());
    }

    @Test
    void aTimeThatNoSegmentsFillIsReported() {
        Transcript other = transcript(segment(span(0, 3), "", "One.", ""), segment(span(4, 5), "", "Two.", ""));
        for (TimeSpan span : List.of(span(0, 5), span(0, 4), span(1, 3))) {
            SegmentEdits edits = new SegmentEdits(other, List.of(correction(span, "One. Two.", "One two.")));
            assertTrue(edits.isForeign());
            assertEquals(
                    List.of(span.text() + ": 'One two.': the result has no segment at this time"),
                    edits.merged().unfit());
        }
    }

    @Test
    void aSpeakerIsChangedWithARecordThatUndoesIt() {
        Transcript before =
                transcript(segment(span(0, 3), "Ana", "One.", "Won."), segment(span(3, 5), "Ben", "Two.", "Won."));
        String rude = "</b>\u202e\"x";
        List<SegmentCorrection> corrections = List.of(
                new SegmentCorrection(0, span(0, 3), "Won.", "Won.", "Ana", rude),
                new SegmentCorrection(1, span(3, 5), "Two.", "Two!", "Anna", "Carl"));
        Corrections.Outcome outcome = new SegmentEdits(before, corrections).merged();
        assertEquals(rude, outcome.transcript().utterances().get(0).place().speaker());
        assertEquals("Ben", outcome.transcript().utterances().get(1).place().speaker());
        assertEquals(List.of("One.", "Two!"), texts(outcome), "the retry's text, and the correction");
        assertEquals(
                List.of(new SpeakerChange(span(0, 3), "Ana", rude)),
                outcome.transcript().making().speakers());
        assertEquals(List.of("0:00:03.0-0:00:05.0: the speaker 'Carl': the segment is of 'Ben' now"), outcome.unfit());
        assertTrue(outcome.transcript().isCorrected());
        Corrections.Outcome back = new SegmentEdits(
                        outcome.transcript(),
                        List.of(new SegmentCorrection(0, span(0, 3), "One.", "One.", rude, "Ana")))
                .merged();
        assertEquals(before.utterances().get(0), back.transcript().utterances().get(0));
        assertEquals(2, back.transcript().making().speakers().size());
        Corrections.Outcome again = new SegmentEdits(outcome.transcript(), corrections.subList(0, 1)).merged();
        assertEquals(List.of(), again.corrected());
        assertEquals(List.of(), again.unfit());
        assertEquals(1, again.transcript().making().speakers().size());
    }

    @Test
    void theTimesOfWordsAroundACorrectionStay() {
        List<Word> words = new ArrayList<>();
        for (String word : List.of("Ask ", "Mr ", "Brown ", "today.")) {
            words.add(new Word(word, span(words.size(), words.size() + 1), OptionalDouble.of(0.5), false));
        }
        Utterance heard = segment(span(0, 4), "", "Ask Mr Brown today.", "").timed(Place.Timing.ALIGNED, words);
        Corrections.Outcome outcome = new SegmentEdits(
                        transcript(heard),
                        List.of(correction(span(0, 4), "Ask Mr Brown today.", "Ask Mr von Braun today.")))
                .merged();
        List<Word> after = outcome.transcript().utterances().get(0).words();
        assertEquals(
                List.of("Ask ", "Mr ", "von ", "Braun ", "today."),
                after.stream().map(Word::text).toList());
        assertEquals(words.get(1), after.get(1));
        assertEquals(words.get(3), after.get(4));
        assertTrue(after.get(2).adjusted() && after.get(3).adjusted());
        assertEquals(Duration.ofSeconds(2), after.get(2).span().start());
        assertEquals(Duration.ofSeconds(3), after.get(3).span().end());
    }
}
