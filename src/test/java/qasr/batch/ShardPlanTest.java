package qasr.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;

/** Tests that shards are stable, equal on every machine, and balanced. */
final class ShardPlanTest {
    private static List<String> keys(Random random, int count) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add("calls/" + random.nextInt(50) + "/" + Long.toHexString(random.nextLong()) + "-" + i + ".wav");
        }
        return keys;
    }

    /** Lengths as in archives: many short recordings and a few long ones. */
    private static long[] lengths(Random random, int count) {
        return LongStream.generate(() -> (long) Math.exp(9 + 2.5 * random.nextGaussian()))
                .limit(count)
                .toArray();
    }

    private static int moved(int[] before, int[] after) {
        return (int) IntStream.range(0, before.length)
                .filter(i -> before[i] != after[i])
                .count();
    }

    /** A new version must not move recordings while a run is under way. A script in Python computed the numbers. */
    @Test
    void thePlaceOfAPathNeverChanges() {
        List<String> keys = List.of("a.wav", "b/c.flac", "\u00fcber uns.mp3", "\u5f55\u97f3.m4a", "");
        assertArrayEquals(new int[] {7, 5, 5, 2, 6}, ShardPlan.byPath(keys, 7));
        assertArrayEquals(new int[] {600, 219, 659, 290, 23}, ShardPlan.byPath(keys, 1000));
    }

    @Test
    void oneMoreFileMovesNoOtherByPath() {
        Property.forAll(50, random -> {
            List<String> keys = keys(random, 1 + random.nextInt(300));
            int count = 1 + random.nextInt(40);
            List<String> more = new ArrayList<>(keys);
            int place = random.nextInt(keys.size() + 1);
            more.add(place, "new.wav");
            List<Integer> after = new ArrayList<>();
            IntStream.of(ShardPlan.byPath(more, count)).forEach(after::add);
            after.remove(place);
            assertEquals(IntStream.of(ShardPlan.byPath(keys, count)).boxed().toList(), after);
        });
    }

    @Test
    void oneMoreShardMovesItsShareAndOnlyToItself() {
        Property.forAll(20, random -> {
            List<String> keys = keys(random, 5000);
            int count = 1 + random.nextInt(30);
            int[] before = ShardPlan.byPath(keys, count);
            int[] after = ShardPlan.byPath(keys, count + 1);
            for (int i = 0; i < before.length; i++) {
                assertTrue(after[i] == before[i] || after[i] == count + 1);
            }
            double share = moved(before, after) * (count + 1.0) / keys.size();
            double deviation = Math.sqrt((count + 1.0) / keys.size());
            assertEquals(1, share, 5 * deviation, count + " shards");
        });
    }

    @Test
    void everyShardGetsAboutAsManyPaths() {
        List<String> keys = keys(new Random(1), 100_000);
        int[] sizes = new int[100];
        IntStream.of(ShardPlan.byPath(keys, 100)).forEach(shard -> sizes[shard - 1]++);
        for (int size : sizes) {
            assertEquals(1000, size, 160); // five standard deviations
        }
    }

    @Test
    void lengthsAreBalanced() {
        Property.forAll(40, random -> {
            int files = 1 + random.nextInt(2000);
            int count = 1 + random.nextInt(60);
            long[] lengths = random.nextBoolean()
                    ? lengths(random, files)
                    : LongStream.generate(() -> 1000 + random.nextInt(9000))
                            .limit(files)
                            .toArray();
            long[] loads = new long[count];
            int[] shards = ShardPlan.byLength(keys(random, files), lengths, count);
            for (int i = 0; i < files; i++) {
                loads[shards[i] - 1] += lengths[i];
            }
            long mean = LongStream.of(lengths).sum() / count;
            long longest = LongStream.of(lengths).max().orElseThrow();
            long most = LongStream.of(loads).max().orElseThrow();
            double allowed = longest <= mean / 20 ? 1.09 * mean : Math.max(1.09 * mean, (double) (mean + longest));
            assertTrue(most <= allowed + 40, most + " of " + mean + ", longest " + longest);
        });
    }

    @Test
    void theOrderOfTheFilesDoesNotMatter() {
        Property.forAll(20, random -> {
            List<String> keys = keys(random, 500);
            long[] lengths = LongStream.generate(() -> random.nextInt(20)) // many are equal
                    .limit(500)
                    .toArray();
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, 500).boxed().toList());
            Collections.shuffle(order, random);
            int[] straight = ShardPlan.byLength(keys, lengths, 9);
            int[] shuffled = ShardPlan.byLength(
                    order.stream().map(keys::get).toList(),
                    order.stream().mapToLong(i -> lengths[i]).toArray(),
                    9);
            assertArrayEquals(order.stream().mapToInt(i -> straight[i]).toArray(), shuffled);
        });
    }

    @Test
    void oneMoreFileMovesFewByLength() {
        long[] sum = new long[2];
        Property.forAll(40, random -> {
            List<String> keys = keys(random, 1000);
            long[] lengths = lengths(random, 1001);
            int[] before = ShardPlan.byLength(keys, Arrays.copyOf(lengths, 1000), 8);
            List<String> more = new ArrayList<>(keys);
            more.add("new.wav");
            sum[0] += moved(before, ShardPlan.byLength(more, lengths, 8));
            sum[1] += 1000;
        });
        assertTrue(sum[0] * 200 < sum[1], sum[0] + " of " + sum[1] + " moved");
    }

    @Test
    void filesWithoutALengthStandWhereTheirPathSays() {
        List<String> keys = keys(new Random(2), 300);
        assertArrayEquals(ShardPlan.byPath(keys, 7), ShardPlan.byLength(keys, new long[300], 7));
        long[] two = new long[300];
        two[10] = 90_000;
        two[20] = 50_000; // their shards have no room left
        int[] shards = ShardPlan.byLength(keys, two, 7);
        int[] paths = ShardPlan.byPath(keys, 7);
        paths[10] = shards[10];
        paths[20] = shards[20];
        assertArrayEquals(paths, shards);
    }

    @Test
    void equalKeysShareAShard() {
        List<String> keys = List.of("a", "b", "a", "c", "a");
        int[] shards = ShardPlan.byLength(keys, new long[] {5, 9, 900, 9, 800}, 3);
        assertEquals(1, IntStream.of(shards[0], shards[2], shards[4]).distinct().count());
    }

    @Test
    void aShardIsOneOfSeveral() {
        assertEquals(new Shard(3, 8), Shard.parse("3/8"));
        assertEquals(new Shard(1, 1), Shard.parse("01/1"));
        assertEquals("100000/100000", Shard.parse("100000/100000").toString());
        for (String wrong :
                List.of("", "3", "0/8", "9/8", "1/0", "-1/8", "1/-8", "1/2/3", "1 /2", "1.0/2", "1/100001")) {
            String message = assertThrows(IllegalArgumentException.class, () -> Shard.parse(wrong))
                    .getMessage();
            assertTrue(message.startsWith("'" + wrong + "' is no shard"), message);
        }
    }
}
