package qasr.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;

/** The merging with its queue and its linked list against the definition of byte-pair encoding, word for word. */
final class MergeTableTest {
    private record Merge(int left, int right, int result) {}

    @Test
    void theLowestRankGoesFirstAndWithinARankTheLeftmost() {
        Property.forAll(2000, random -> {
            List<Merge> merges = merges(random);
            MergeTable table = new MergeTable(merges.size());
            merges.forEach(merge -> table.add(merge.left(), merge.right(), merge.result()));
            for (int k = 0; k < 20; k++) {
                int[] tokens = random.ints(random.nextInt(20), 0, 4).toArray();
                int[] merged = tokens.clone();
                int count = table.apply(merged);
                List<Integer> expected = slowly(tokens, merges);
                assertEquals(
                        expected,
                        Arrays.stream(merged, 0, count).boxed().toList(),
                        () -> Arrays.toString(tokens) + " " + merges);
            }
        });
    }

    /** Returns merges of what there is already, no pair twice. */
    private static List<Merge> merges(Random random) {
        List<Merge> merges = new ArrayList<>();
        int ids = 4;
        for (int i = 0; i < 12; i++) {
            int left = random.nextInt(ids);
            int right = random.nextInt(ids);
            if (merges.stream().noneMatch(merge -> merge.left() == left && merge.right() == right)) {
                merges.add(new Merge(left, right, ids++));
            }
        }
        return merges;
    }

    private static List<Integer> slowly(int[] tokens, List<Merge> merges) {
        List<Integer> word = new ArrayList<>(Arrays.stream(tokens).boxed().toList());
        while (true) {
            int best = merges.size();
            int place = -1;
            for (int i = 0; i + 1 < word.size(); i++) {
                int rank = merges.size();
                for (int r = 0; r < merges.size(); r++) {
                    if (merges.get(r).left() == word.get(i) && merges.get(r).right() == word.get(i + 1)) {
                        rank = r;
                    }
                }
                if (rank < best) {
                    best = rank;
                    place = i;
                }
            }
            if (place < 0) {
                return word;
            }
            word.set(place, merges.get(best).result());
            word.remove(place + 1);
        }
    }
}
