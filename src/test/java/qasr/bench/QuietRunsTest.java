package qasr.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class QuietRunsTest {
    private final List<String> order = new ArrayList<>();
    private final Series whole = new Series();
    private final QuietRuns runs = new QuietRuns(new BusyRule(0.9, 0.1, 0), 2, () -> order.add("wait"));

    /** Takes so many seconds in turn; a negative number is a run beside which the machine was busy. */
    private QuietRuns.Run taking(Double... all) {
        Deque<Double> seconds = new ArrayDeque<>(Arrays.asList(all));
        return series -> {
            order.add("run");
            double took = seconds.remove();
            double wall = Math.abs(took);
            MachineLoad load = new MachineLoad(wall, 2, wall, took < 0 ? wall : 0, took < 0 ? 0 : wall);
            MeasuredProcess process = new MeasuredProcess(0, wall, 0, Optional.of(load));
            process.addTo(series);
            return process;
        };
    }

    @Test
    void aBusyRunIsMadeAgainAndLeavesOnlyANote() throws Exception {
        assertTrue(runs.add(taking(-90.0, 10.0), whole).isPresent());
        assertEquals(List.of("wait", "run", "wait", "run"), order);
        assertEquals(1, whole.count("wall_seconds"));
        assertEquals(10, whole.median("wall_seconds"));
        assertEquals(List.of("others took 100 % of a processor"), whole.notes());
    }

    @Test
    void whatCanBeMeasuredOnceOnlyIsNotMadeAgain() throws Exception {
        assertTrue(runs.once().add(taking(-90.0, 10.0), whole).isEmpty());
        assertEquals(List.of("wait", "run"), order);
        assertEquals(0, whole.count("wall_seconds"));
        assertEquals(1, whole.notes().size());
    }
}
