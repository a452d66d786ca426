package qasr.job;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Makes names unique. A name that is already used gets a number, from 2 on. The search for a free number starts where the
 * last search for the same name ended, so that 100,000 equal names take 100,000 steps.
 */
final class FreeNames {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> reached = new HashMap<>();

    /** Takes a name if all that it may turn out to be is free; returns whether it was. */
    boolean takeAll(List<String> keys) {
        boolean free = keys.stream().noneMatch(taken::contains);
        if (free) {
            taken.addAll(keys);
        }
        return free;
    }

    /**
     * Takes the first that is free of a name and its numbered forms, and returns its number, 1 for the name itself.
     *
     * @param called returns all that the name may turn out to be with a number; none of that may be taken
     */
    int take(IntFunction<List<String>> called) {
        List<String> keys = called.apply(1);
        if (takeAll(keys)) {
            return 1;
        }
        String name = keys.get(0);
        int number = reached.getOrDefault(name, 1);
        do {
            number++;
            keys = called.apply(number);
        } while (keys.stream().anyMatch(taken::contains));
        taken.addAll(keys);
        reached.put(name, number);
        return number;
    }
}
