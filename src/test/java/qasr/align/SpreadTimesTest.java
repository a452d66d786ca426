package qasr.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;

final class SpreadTimesTest {
    @Test
    void goodTimesStay() {
        int[] times = {0, 200, 200, 500, 900, 1000};
        SpreadTimes spread = new SpreadTimes(times, new int[] {2, 3, 2});
        assertArrayEquals(times, spread.within(0, 2000));
        assertArrayEquals(new boolean[3], spread.adjusted());
    }

    /** The reference's own example: "of 2.08-2.32, the 2.32-2.32, middle 2.32-2.56". */
    @Test
    void aUnitWithoutLengthTakesRoomOfItsLongerNeighbour() {
        SpreadTimes spread = new SpreadTimes(new int[] {2080, 2320, 2320, 2320, 2320, 2560}, new int[] {2, 3, 6});
        assertArrayEquals(new int[] {2080, 2176, 2176, 2320, 2320, 2560}, spread.within(0, 3000));
        assertArrayEquals(new boolean[] {true, true, false}, spread.adjusted());
    }

    @Test
    void aUnitWithoutLengthBesideAPauseTakesSomeOfThePause() {
        SpreadTimes spread = new SpreadTimes(new int[] {0, 400, 1000, 1000, 2000, 2400}, new int[] {4, 4, 4});
        assertArrayEquals(new int[] {0, 400, 870, 1130, 2000, 2400}, spread.within(0, 3000));
        assertArrayEquals(new boolean[] {false, true, false}, spread.adjusted());
    }

    @Test
    void unitsWithTheSameTimeShareTheRoomByTheirLetters() {
        SpreadTimes spread = new SpreadTimes(new int[] {0, 100, 500, 500, 500, 500, 900, 1000}, new int[] {1, 2, 1, 1});
        assertArrayEquals(new int[] {0, 100, 403, 533, 533, 598, 900, 1000}, spread.within(0, 1000));
    }

    @Test
    void allUnitsHaveALengthWhereThereIsRoomAndNoneLeavesIt() {
        Property.forAll(1000, random -> {
            int n = 1 + random.nextInt(20);
            int[] weights = random.ints(n, 1, 12).toArray();
            int[] times = random.ints(2L * n, 0, 1 + random.nextInt(4000)).toArray();
            Arrays.sort(times);
            for (int i = random.nextInt(n + 1); i < n; i += 1 + random.nextInt(5)) {
                times[2 * i + 1] = times[2 * i];
            }
            int from = random.nextInt(1 + times[0]);
            int to = times[2 * n - 1] + random.nextInt(50);
            SpreadTimes spread = new SpreadTimes(times, weights);
            int[] usable = spread.within(from, to);
            int last = from;
            for (int time : usable) {
                assertTrue(time >= last && time <= to, Arrays.toString(usable));
                last = time;
            }
            for (int i = 0; i < n; i++) {
                boolean same = times[2 * i] == usable[2 * i] && times[2 * i + 1] == usable[2 * i + 1];
                assertEquals(!same, spread.adjusted()[i]);
                if (to - from > 60 * Arrays.stream(weights).sum()) {
                    assertTrue(usable[2 * i] < usable[2 * i + 1], Arrays.toString(usable));
                }
            }
        });
    }

    @Test
    void wordsLongerThanTheirEnergyAllowsAreClippedToSpeech() {
        SpeechMap map = ApproximateTimesTest.map(
                " ".repeat(100) + "#".repeat(50) + " ".repeat(100) + "#".repeat(20) + " ".repeat(30));
        int[] times = {0, 2000, 2000, 2400};
        boolean[] adjusted = new boolean[2];
        ClippedTimes.clip(map, times, new int[] {3, 3}, adjusted);
        assertArrayEquals(new int[] {800, 1200, 2000, 2400}, times);
        assertTrue(adjusted[0]);
        assertFalse(adjusted[1]);
    }
}
