package qasr.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.model.Decoding;
import qasr.model.StopReason;
import qasr.testing.Property;
import qasr.testing.Signals;
import qasr.text.AsrOutput;
import qasr.vad.Chunk;

/** Tests how results are compared, kept and cut. */
final class GuardedResultTest {
    private static final int SECOND = Signals.SECOND;

    private static GuardedResult passage(int start, int end, int cost, float... logProbabilities) {
        SampleRange range = new SampleRange((long) start * SECOND, (long) end * SECOND);
        return new GuardedResult(
                new Chunk.Place(range, range),
                new AsrOutput("English", "kept"),
                "said",
                new Decoding(new int[logProbabilities.length], logProbabilities, StopReason.END_OF_TEXT),
                GuardedResult.Ending.COMPLETE,
                List.of(),
                List.of("loop", "loop"),
                cost);
    }

    @Test
    void theScoreIsTheMeanCostOfASecondAndThenOfATokenAndLessIsBetter() {
        ResultScore score = ResultScore.of(List.of(passage(0, 3, 4, -1, -2), passage(3, 4, 0, -6)));
        assertEquals(new ResultScore(3, 3), score);
        assertEquals(new ResultScore(0, 0), ResultScore.of(List.of()));
        assertTrue(new ResultScore(1, 9).compareTo(new ResultScore(2, 0)) < 0);
        assertTrue(new ResultScore(1, 9).compareTo(new ResultScore(1, 8)) > 0);
        assertEquals(0, new ResultScore(1, 9).compareTo(new ResultScore(1, 9)));
    }

    @Test
    void whatWasDecodedInsteadComesAfterEverythingBefore() {
        GuardedResult first = passage(0, 1, 1, -1);
        GuardedResult second = passage(1, 2, 1, -1).after(List.of(first.notKept("truncated")), List.of("truncated"), 2);
        GuardedResult kept = passage(0, 2, 0, -1).insteadOf(List.of(first, second), "retry");
        assertEquals(
                List.of("retry", "truncated", "retry"),
                kept.earlier().stream()
                        .map(GuardedResult.RejectedAttempt::reason)
                        .toList());
        assertEquals(4, kept.attempts());
        assertEquals(1, first.attempts());
        assertEquals(2, second.cost());
        assertEquals(List.of("loop"), kept.flags(), "each once");
        assertEquals(new AsrOutput("English", "said"), first.notKept("x").output(), "as the model said it");
        GuardedResult again = kept.insteadOf(List.of(first), "redone");
        assertEquals(
                List.of("redone", "retry", "truncated", "retry"),
                again.earlier().stream()
                        .map(GuardedResult.RejectedAttempt::reason)
                        .toList());
    }

    @Test
    void soundOfTwoSecondsIsCutAtTheQuietestPlaceOfItsMiddleHalf() {
        float[] sound = Signals.noise(1, 0.5, 8 * SECOND);
        Arrays.fill(sound, SECOND, 2 * SECOND, 0); // too near the beginning
        Arrays.fill(sound, 5 * SECOND, 5 * SECOND + 1600, 0);
        List<Chunk> parts = Pieces.of(chunk(100, sound, new SampleRange(100, 100 + 8L * SECOND)));
        long cut = 100 + 5L * SECOND + 800;
        assertEquals(
                List.of(new SampleRange(100, cut), new SampleRange(cut, 100 + 8L * SECOND)),
                parts.stream().map(Chunk::range).toList());
        assertEquals(
                List.of(List.of(parts.get(0).range()), List.of(parts.get(1).range())),
                parts.stream().map(Chunk::speech).toList());
        assertEquals(sound[0], parts.get(0).waveform().sample(0));
        assertEquals(sound[5 * SECOND + 800], parts.get(1).waveform().sample(0));
        assertEquals(2, Pieces.of(chunk(0, new float[2 * SECOND])).size());
        assertEquals(List.of(), Pieces.of(chunk(0, new float[2 * SECOND - 1])));
    }

    @Test
    void aPauseOfTheDetectorIsPreferredAndAHalfWithoutSpeechLeftOut() {
        float[] sound = Signals.noise(1, 0.5, 8 * SECOND);
        SampleRange one = new SampleRange(SECOND, 3L * SECOND);
        SampleRange two = new SampleRange(3L * SECOND + SECOND / 2, 8L * SECOND);
        List<Chunk> parts = Pieces.of(chunk(0, sound, one, two));
        long cut = parts.get(0).range().end();
        assertTrue(cut > 3L * SECOND && cut < 3L * SECOND + SECOND / 2, "cut at " + cut);
        assertEquals(List.of(one), parts.get(0).speech());
        assertEquals(List.of(two), parts.get(1).speech());
        List<Chunk> half = Pieces.of(chunk(0, sound, new SampleRange(7L * SECOND, 8L * SECOND)));
        assertEquals(1, half.size());
        assertEquals(8L * SECOND, half.get(0).range().end());
        assertEquals(2, Pieces.of(chunk(0, sound)).size(), "without speech detection: both");
    }

    @Test
    void whateverIsCutAllSpeechIsInThePieces() {
        Property.forAll(50, random -> {
            int length = 2 * SECOND + random.nextInt(4 * SECOND);
            List<SampleRange> speech = new ArrayList<>();
            long at = random.nextInt(SECOND);
            while (at < length - 2000) {
                long end = Math.min(length, at + 1 + random.nextInt(SECOND));
                speech.add(new SampleRange(at, end));
                at = end + 1 + random.nextInt(SECOND);
            }
            Chunk whole = chunk(0, Signals.noise(random.nextLong(), 0.5, length), speech.toArray(SampleRange[]::new));
            boolean[] expected = spoken(length, List.of(whole));
            List<Chunk> parts = Pieces.of(whole);
            assertTrue(Arrays.equals(expected, spoken(length, parts)), speech::toString);
            for (Chunk part : parts) {
                assertTrue(part.range().length() >= length / 4, part.range()::toString);
                for (SampleRange range : part.speech()) {
                    assertTrue(range.length() > 0
                            && range.start() >= part.range().start()
                            && range.end() <= part.range().end());
                }
            }
        });
    }

    private static boolean[] spoken(int length, List<Chunk> chunks) {
        boolean[] spoken = new boolean[length];
        for (Chunk chunk : chunks) {
            for (SampleRange range : chunk.speech()) {
                Arrays.fill(spoken, (int) range.start(), (int) range.end(), true);
            }
        }
        return spoken;
    }

    private static Chunk chunk(long start, float[] sound, SampleRange... speech) {
        return new Chunk(new SampleRange(start, start + sound.length), Waveform.of(sound), List.of(speech));
    }
}
