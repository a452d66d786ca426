package qasr.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.testing.Property;

final class MonotonicRepairTest {
    private static int[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    /** The spec's vectors, section 8.4. */
    @ParameterizedTest
    @CsvSource({
        "0 80 160 240, 0 80 160 240",
        "80 0 160 240, 80 80 160 240",
        "0 80 4000 160 240, 0 80 80 160 240",
        "0 80 9000 8000 160 240, 0 80 80 160 160 240",
        "0 800 100 200 300 900, 0 0 100 200 300 900",
        "400 0 0 0 480, 0 0 0 0 480",
        "0 5000 4000 3000 800 880, 0 200 400 600 800 880",
        "3000 2000 1000, 3000 3000 3000",
        "0 160 80 80 400, 0 0 80 80 400",
        "0 100 90 80 70 60 700, 0 100 220 340 460 580 700"
    })
    void timesAreRepairedAsPublished(String given, String expected) {
        assertArrayEquals(numbers(expected), MonotonicRepair.repair(numbers(given)));
    }

    @Test
    void nothingIsRepairedInNothing() {
        assertArrayEquals(new int[0], MonotonicRepair.repair(new int[0]));
    }

    @Test
    void randomTimesAreRepairedByTheRule() {
        Property.forAll(10_000, random -> {
            int[] times = randomTimes(random);
            int[] repaired = MonotonicRepair.repair(times);
            assertArrayEquals(byTheRule(times), repaired, () -> Arrays.toString(times));
            for (int i = 1; i < repaired.length; i++) {
                assertTrue(repaired[i - 1] <= repaired[i], () -> Arrays.toString(repaired));
            }
            assertArrayEquals(repaired, MonotonicRepair.repair(repaired), "repaired twice");
        });
    }

    /** Three minutes of fast speech. */
    @Test
    void longListsAreRepaired() {
        int[] times = new Random(1).ints(4000, 0, 2250).map(time -> 80 * time).toArray();
        assertArrayEquals(byTheRule(times), MonotonicRepair.repair(times));
        assertEquals(4000, MonotonicRepair.repair(times).length);
    }

    private static int[] randomTimes(Random random) {
        int length = random.nextInt(60);
        int kind = random.nextInt(3);
        int time = 0;
        int[] times = new int[length];
        for (int i = 0; i < length; i++) {
            time += 80 * random.nextInt(4);
            times[i] = kind == 0
                    ? 80 * random.nextInt(1 + random.nextInt(30))
                    : random.nextInt(kind == 1 ? 4 : 12) == 0 ? 80 * random.nextInt(5000) : time;
        }
        return times;
    }

    /** The rule of section 8.4 word by word, with lists. */
    private static int[] byTheRule(int[] v) {
        List<Integer> normal = normal(v);
        return IntStream.range(0, v.length).map(k -> ruled(v, normal, k)).toArray();
    }

    private static int ruled(int[] v, List<Integer> normal, int k) {
        if (normal.contains(k)) {
            return v[k];
        }
        int before = -1; // the nearest normal entries
        int after = -1;
        for (int index : normal) {
            if (index < k) {
                before = index;
            } else if (after < 0) {
                after = index;
            }
        }
        if (before < 0) {
            return v[after];
        }
        if (after < 0) {
            return v[before];
        }
        int count = after - before - 1;
        if (count <= 2) {
            return k - before <= after - k ? v[before] : v[after];
        }
        return (int) (v[before] + (double) (v[after] - v[before]) / (count + 1) * (k - before));
    }

    private static List<Integer> normal(int[] v) {
        List<Integer> longest = new ArrayList<>();
        for (int i = 0; i < v.length; i++) {
            int best = 0;
            for (int j = 0; j < i; j++) {
                best = v[j] <= v[i] ? Math.max(best, longest.get(j)) : best;
            }
            longest.add(best + 1);
        }
        List<Integer> normal = new ArrayList<>();
        int wanted = longest.stream().mapToInt(Integer::intValue).max().orElse(0);
        int limit = Integer.MAX_VALUE;
        for (int at = longest.indexOf(wanted); wanted > 0; wanted--) {
            if (!normal.isEmpty()) {
                at = predecessor(v, longest, wanted, at, limit);
            }
            normal.add(0, at);
            limit = v[at];
        }
        return normal;
    }

    /** Returns the first entry before {@code end} with a rise of {@code wanted} entries that is at most {@code limit}. */
    private static int predecessor(int[] v, List<Integer> longest, int wanted, int end, int limit) {
        return IntStream.range(0, end)
                .filter(j -> longest.get(j) == wanted && v[j] <= limit)
                .findFirst()
                .orElseThrow();
    }
}
