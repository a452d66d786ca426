package qasr.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Packs units into tasks: a long unit is a task of its own, short ones share a task of about {@code goal} seconds of sound. The
 * longest tasks come first, so that no machine is left with a long one at the end. Units of a task have the same options,
 * because they share an open model.
 */
final class Packing {
    /** More recordings in one task would make it slow to begin. */
    private static final int MOST_UNITS = 200;

    /** Each machine gets so many tasks at least, if there are enough recordings. */
    private static final int TASKS_EACH = 4;

    private Packing() {}

    /** Returns the seconds of sound of one task if {@code slots} tasks run at the same time. */
    static double goal(List<Unit> units, double mostSeconds, int slots) {
        double all = units.stream().mapToDouble(Unit::seconds).sum();
        return Math.min(mostSeconds, all / (TASKS_EACH * Math.max(1, slots)));
    }

    static List<Bin> pack(List<Unit> units, double goal) {
        Map<String, List<Unit>> byOptions = units.stream()
                .collect(Collectors.groupingBy(
                        unit -> unit.look().entry().options(), TreeMap::new, Collectors.toCollection(ArrayList::new)));
        List<Bin> bins = new ArrayList<>();
        for (List<Unit> equal : byOptions.values()) {
            equal.sort(Unit.LONGEST_FIRST);
            List<Unit> open = new ArrayList<>();
            double seconds = 0;
            for (Unit unit : equal) {
                if (!open.isEmpty() && (seconds + unit.seconds() > goal || open.size() == MOST_UNITS)) {
                    bins.add(new Bin(open, false));
                    open.clear();
                    seconds = 0;
                }
                open.add(unit);
                seconds += unit.seconds();
            }
            if (!open.isEmpty()) {
                bins.add(new Bin(open, false));
            }
        }
        bins.sort(Comparator.comparingDouble(Bin::seconds).reversed());
        return bins;
    }
}
