package qasr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests how units become tasks. */
final class PackingTest {
    private static Unit unit(int number, double seconds, String options) {
        Entry entry = new Entry("id" + number, "file:/" + number, "/" + number, seconds, options, "" + number);
        return Unit.recording(new Look(entry, Look.State.TO_DO, "", 1, 1, "sum", seconds));
    }

    @Test
    void everyUnitIsInOneTaskAndTheLongestTaskIsFirst() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Unit> units = new ArrayList<>();
            int count = random.nextInt(60);
            for (int i = 0; i < count; i++) {
                units.add(unit(i, random.nextInt(4000), random.nextBoolean() ? "" : "-l ru"));
            }
            double goal = Packing.goal(units, 1200, 1 + random.nextInt(8));
            List<Bin> bins = Packing.pack(units, goal);
            Set<Unit> packed = new HashSet<>();
            double before = Double.MAX_VALUE;
            for (Bin bin : bins) {
                assertTrue(packed.addAll(bin.units()), "seed " + seed);
                assertTrue(bin.seconds() <= before, "seed " + seed);
                assertTrue(bin.units().size() == 1 || bin.seconds() <= goal, "seed " + seed);
                assertEquals(
                        1,
                        bin.units().stream()
                                .map(unit -> unit.look().entry().options())
                                .distinct()
                                .count(),
                        "seed " + seed);
                before = bin.seconds();
            }
            assertEquals(new HashSet<>(units), packed, "seed " + seed);
            assertEquals(
                    count, bins.stream().mapToInt(bin -> bin.units().size()).sum(), "seed " + seed);
        }
    }

    @Test
    void aFewShortRecordingsAreSpreadOverAllMachines() {
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            units.add(unit(i, 10, ""));
        }
        assertTrue(Packing.pack(units, Packing.goal(units, 1200, 5)).size() >= 20);
    }
}
