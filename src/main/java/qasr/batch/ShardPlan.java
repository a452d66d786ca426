package qasr.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits recordings into shards. The split depends on nothing but its arguments, so that every machine makes the same one.
 *
 * <p>By path, each key is placed for itself: the first 8 bytes of the SHA-256 of its UTF-8 bytes, by jump consistent hashing.
 * One more key moves no other. One more shard moves 1/(N+1) of the keys, all of them to the new shard.
 *
 * <p>By length, each key has an endless row of shards, which begins with its shard by path. The longest recording chooses
 * first: the first shard of its row with room left. Each shard has room for the mean and 5 %, rounded up to one of 32 steps
 * between powers of two so that a few more recordings seldom change it: together at most 9 % above the mean. A recording
 * for which no shard has room goes to the shortest shard, one without a length to its shard by path. So no shard has more
 * than 9 % above the mean, or else than the mean and the longest recording.
 *
 * @see <a href="https://arxiv.org/abs/1406.2294">Lamping and Veach, A Fast, Minimal Memory, Consistent Hash Algorithm</a>
 * @see <a href="https://arxiv.org/abs/1608.01350">Mirrokni, Thorup and Zadimoghaddam, Consistent Hashing with Bounded
 *     Loads</a>
 */
public final class ShardPlan {
    /** The shards of a recording's row that are tried: the last of many to choose finds one in twenty with room. */
    private static final int TRIES = 256;

    /** The odd number nearest to 2^64 divided by the golden ratio, which spreads successive numbers. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The multiplier of the generator that the paper on jump consistent hashing uses. */
    private static final long JUMP = 2862933555777941757L;

    /** All recordings with one key. */
    private record Item(String key, long hash, long length) {}

    private ShardPlan() {}

    /** Returns the shard, from 1, of each key. */
    public static int[] byPath(List<String> keys, int count) {
        return keys.stream().mapToInt(key -> 1 + jump(hash(key), count)).toArray();
    }

    /**
     * Returns the shard, from 1, of each key; equal keys share one.
     *
     * @param lengths of the recordings, in any unit, at least 0
     */
    public static int[] byLength(List<String> keys, long[] lengths, int count) {
        Map<String, Long> sums = new HashMap<>();
        long total = 0;
        for (int i = 0; i < lengths.length; i++) {
            sums.merge(keys.get(i), lengths[i], Long::sum);
            total += lengths[i];
        }
        List<Item> items = new ArrayList<>();
        sums.forEach((key, length) -> items.add(new Item(key, hash(key), length)));
        items.sort(Comparator.comparingLong(Item::length)
                .reversed()
                .thenComparingLong(Item::hash)
                .thenComparing(Item::key));
        long room = room(total, count);
        long[] loads = new long[count];
        Map<String, Integer> shards = new HashMap<>();
        for (Item item : items) {
            int shard = place(item, loads, room);
            loads[shard] += item.length();
            shards.put(item.key(), 1 + shard);
        }
        return keys.stream().mapToInt(shards::get).toArray();
    }

    private static long room(long total, int count) {
        long mean = total / count + 1;
        long step = Math.max(1, Long.highestOneBit(mean) / 32);
        return (mean + mean / 20 + step - 1) / step * step;
    }

    private static int place(Item item, long[] loads, long room) {
        if (item.length() == 0) {
            return jump(item.hash(), loads.length); // it takes no room, not even of a shard that has none
        }
        for (int i = 0; i < TRIES; i++) {
            int shard = jump(item.hash() + i * GOLDEN, loads.length);
            if (loads[shard] + item.length() <= room) {
                return shard;
            }
        }
        int shortest = 0;
        for (int i = 1; i < loads.length; i++) {
            shortest = loads[i] < loads[shortest] ? i : shortest;
        }
        return shortest;
    }

    private static long hash(String key) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(sum).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }

    /** Returns the place of {@code key}, from 0, among {@code count}. */
    private static int jump(long key, int count) {
        long state = key;
        long place = -1;
        long next = 0;
        while (next < count) {
            place = next;
            state = state * JUMP + 1;
            next = (long) ((place + 1) * ((double) (1L << 31) / ((state >>> 33) + 1)));
        }
        return (int) place;
    }
}
