package qasr.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import qasr.testing.Property;

final class ApproximateTimesTest {
    /** Returns a map of one step a character: '#' is loud speech, '.' is quiet speech, ' ' is silence. */
    static SpeechMap map(String steps) {
        boolean[] speech = new boolean[steps.length()];
        boolean[] active = new boolean[steps.length()];
        for (int i = 0; i < speech.length; i++) {
            speech[i] = steps.charAt(i) != ' ';
            active[i] = steps.charAt(i) == '#';
        }
        return new SpeechMap(speech, active);
    }

    @Test
    void unitsOfSteadySpeechGetTimeByTheirLetters() {
        assertArrayEquals(
                new int[] {0, 80, 80, 320}, ApproximateTimes.of(map("#".repeat(40)), 0, 320, new int[] {1, 3}));
    }

    @Test
    void aPauseGetsNoLetters() {
        String steps = "#".repeat(50) + " ".repeat(100) + "#".repeat(50);
        assertArrayEquals(new int[] {0, 400, 1200, 1600}, ApproximateTimes.of(map(steps), 0, 1600, new int[] {4, 4}));
    }

    @Test
    void aUnitOnBothSidesOfAPauseGoesWhereMostOfItIs() {
        String steps = "#".repeat(50) + ".".repeat(100) + "#".repeat(50);
        assertArrayEquals(new int[] {0, 320, 1200, 1600}, ApproximateTimes.of(map(steps), 0, 1600, new int[] {2, 3}));
        assertArrayEquals(new int[] {0, 400, 1360, 1600}, ApproximateTimes.of(map(steps), 0, 1600, new int[] {7, 3}));
    }

    @Test
    void withoutLoudSpeechTheDetectorDecidesAndWithoutAnySpeechTheTimeIsShared() {
        assertArrayEquals(
                new int[] {80, 160}, ApproximateTimes.of(map(" ".repeat(10) + ".".repeat(10)), 0, 160, new int[] {5}));
        assertArrayEquals(
                new int[] {0, 80, 80, 160}, ApproximateTimes.of(map(" ".repeat(20)), 0, 160, new int[] {2, 2}));
    }

    @Test
    void timesNeverFallAndNeverLeaveTheirPart() {
        Property.forAll(500, random -> {
            StringBuilder steps = new StringBuilder();
            while (steps.length() < 300) {
                steps.append(String.valueOf("#. ".charAt(random.nextInt(3))).repeat(1 + random.nextInt(40)));
            }
            int from = random.nextInt(1000);
            int to = from + random.nextInt(1400);
            int[] weights = random.ints(1 + random.nextInt(30), 1, 12).toArray();
            int[] times = ApproximateTimes.of(map(steps.toString()), from, to, weights);
            assertEquals(2 * weights.length, times.length);
            int last = from;
            for (int time : times) {
                assertTrue(time >= last && time <= to, () -> time + " after " + from);
                last = time;
            }
        });
    }
}
