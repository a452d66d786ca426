package qasr.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Words of an utterance: they are its text, and rounding happens once. */
final class WordTest {
    private static final TimeSpan SPAN = new TimeSpan(Duration.ZERO, Duration.ofSeconds(1));

    private static Utterance heard(String text) {
        return new Utterance(Duration.ZERO, Duration.ofSeconds(1), "English", text, -0.1, -0.2, true);
    }

    @Test
    void wordsJoinedAreTheText() {
        List<Word> words = List.of(Word.of("Well, ", SPAN), Word.of("no.", SPAN));
        assertEquals(
                words, heard("Well, no.").timed(Place.Timing.ALIGNED, words).words());
        assertThrows(IllegalArgumentException.class, () -> heard("Well no.").timed(Place.Timing.ALIGNED, words));
    }

    @Test
    void theTimesOfAnotherTextAreEstimates() {
        Utterance timed = heard("no.").timed(Place.Timing.ALIGNED, List.of(Word.of("no.", SPAN)));
        Utterance reworded = timed.with(Wording.of("English", "yes."));
        assertEquals(List.of(new Word("yes.", SPAN, OptionalDouble.empty(), true)), reworded.words());
        assertEquals(Place.Timing.APPROX, reworded.place().timing());
        assertEquals(timed, timed.with(Wording.of("English", "no.")));
    }

    @Test
    void probabilitiesHaveFourDecimals() {
        assertEquals(OptionalDouble.of(0.1235), new Word("a", SPAN, OptionalDouble.of(0.123456), false).probability());
    }
}
