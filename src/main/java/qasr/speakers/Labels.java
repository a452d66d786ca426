package qasr.speakers;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Numbers of clusters. */
final class Labels {
    private Labels() {}

    /** Returns {@code labels} with the numbers 0, 1, 2 and so on by first appearance. */
    static int[] numbered(int[] labels) {
        Map<Integer, Integer> numbers = new HashMap<>();
        return Arrays.stream(labels)
                .map(label -> {
                    Integer number = numbers.putIfAbsent(label, numbers.size());
                    return number == null ? numbers.size() - 1 : number;
                })
                .toArray();
    }

    /** Returns the number of different labels, which are numbered without holes. */
    static int count(int[] labels) {
        return Arrays.stream(labels).max().orElse(-1) + 1;
    }

    /** Returns how many items each label has. */
    static int[] sizes(int[] labels) {
        int[] sizes = new int[count(labels)];
        for (int label : labels) {
            sizes[label]++;
        }
        return sizes;
    }
}
