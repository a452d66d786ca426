package qasr.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import qasr.transcript.Utterance.Status;

final class UtteranceTest {
    @Test
    void aDecodingThatWasCutShortIsTruncated() {
        assertEquals(Status.OK, heard("words", true).status());
        assertEquals(Status.NO_SPEECH, heard("", true).status());
        assertEquals(Status.TRUNCATED, heard("words", false).status());
        assertEquals(Status.TRUNCATED, heard("", false).status());
    }

    @Test
    void onlyTruncatedAndFailedOnesMayLackWords() {
        assertEquals(
                List.of(Status.OK, Status.RETRIED, Status.NO_SPEECH),
                List.of(Status.values()).stream()
                        .filter(status ->
                                heard("words", true).with(Outcome.of(status)).complete())
                        .toList());
    }

    @Test
    void blanksAreNoWords() {
        assertTrue(heard(" a ", true).hasWords());
        assertFalse(heard(" \n", true).hasWords());
        assertFalse(heard("", true).hasWords());
    }

    @Test
    void timesLanguageAndTextAreAsGiven() {
        Utterance utterance = heard("words", true);
        assertEquals(Duration.ofSeconds(2), utterance.start());
        assertEquals(Duration.ofSeconds(5), utterance.end());
        assertEquals(Duration.ofSeconds(3), utterance.length());
        assertEquals("English", utterance.language());
        assertEquals("words", utterance.text());
    }

    @Test
    void anotherWordingKeepsTheRest() {
        Utterance before = heard("words", true);
        Utterance after = before.with(Wording.of("German", "Worte"));
        assertEquals("Worte", after.text());
        assertSame(before.place(), after.place());
        assertSame(before.confidence(), after.confidence());
        assertSame(before.outcome(), after.outcome());
    }

    @Test
    void attemptsAreTheEarlierOnesAndTheOneThatCounts() {
        Outcome first = Outcome.of(Status.OK);
        assertEquals(1, first.attempts());
        Attempt loop = new Attempt("loop", Wording.NONE, Confidence.NONE, Status.TRUNCATED);
        Attempt recital = new Attempt("recital", Wording.NONE, Confidence.NONE, Status.OK);
        Outcome third = first.flagged("loop_cut").after(loop).after(recital);
        assertEquals(3, third.attempts());
        assertEquals(List.of(loop, recital), third.earlier());
        assertEquals(List.of("loop_cut"), third.flags());
    }

    @Test
    void aFlagIsListedOnceAtItsFirstPlace() {
        Outcome outcome = Outcome.of(Status.OK)
                .flagged("language_mismatch")
                .flagged("loop_cut")
                .flagged("language_mismatch");
        assertEquals(List.of("language_mismatch", "loop_cut"), outcome.flags());
    }

    @Test
    void confidenceIsTheMeanAndTheLeastOfTheTokens() {
        List<ScoredToken> tokens =
                List.of(new ScoredToken(7, "a", -0.5f), new ScoredToken(8, "", -3), new ScoredToken(9, "像", -1));
        Confidence confidence = Confidence.of(tokens);
        assertEquals(-1.5, confidence.mean());
        assertEquals(-3, confidence.min());
        assertEquals(tokens, confidence.tokens());
        assertEquals(-0.5, Confidence.of(tokens.subList(0, 1)).mean());
        assertEquals(Confidence.NONE, Confidence.of(List.of()));
        assertTrue(Double.isNaN(Confidence.NONE.mean()) && Double.isNaN(Confidence.NONE.min()));
    }

    private static Utterance heard(String text, boolean complete) {
        return new Utterance(Duration.ofSeconds(2), Duration.ofSeconds(5), "English", text, -1, -2, complete);
    }
}
