package qasr.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RoundsTest {
    private static final Recording SOUND = new Recording("20s", List.of(Path.of("a.wav")), Path.of("a.list"), 20);

    private final List<String> order = new ArrayList<>();

    /** Takes so many seconds in turn; a negative number is a run beside which the machine was busy. */
    private final class Scripted implements Contender {
        private final String name;
        private final boolean ours;
        private final Deque<Double> seconds;

        Scripted(String name, boolean ours, Double... seconds) {
            this.name = name;
            this.ours = ours;
            this.seconds = new ArrayDeque<>(Arrays.asList(seconds));
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean isOurs() {
            return ours;
        }

        @Override
        public MeasuredProcess run(Recording recording, Series into) {
            order.add(name);
            double took = seconds.remove();
            double wall = Math.abs(took);
            MachineLoad load = new MachineLoad(wall, 2, wall, took < 0 ? wall : 0, took < 0 ? 0 : wall);
            MeasuredProcess process = new MeasuredProcess(0, wall, 0, Optional.of(load));
            process.addTo(into);
            return process;
        }
    }

    private Map<String, Series> run(int repeats, int rounds, Scripted... all) throws Exception {
        QuietRuns runs = new QuietRuns(new BusyRule(0.9, 0.1, 0), repeats, () -> order.add("wait"));
        return new Rounds(runs).run(SOUND, List.of(all), rounds);
    }

    @Test
    void pairsAreOfTheSameRound() throws Exception {
        Map<String, Series> series =
                run(0, 3, new Scripted("auto", true, 10.0, 20.0, 10.0), new Scripted("port", false, 20.0, 30.0, 50.0));
        assertEquals(10, series.get("auto").median("wall_seconds"));
        assertEquals(30, series.get("port").median("wall_seconds"));
        // 2, 1.5 and 5: not 30 / 10.
        assertEquals(2, series.get("port").median("times_auto"));
    }

    @Test
    void everySecondRoundGoesBackwards() throws Exception {
        run(0, 2, new Scripted("auto", true, 1.0, 1.0), new Scripted("port", false, 1.0, 1.0));
        order.removeIf("wait"::equals);
        assertEquals(List.of("auto", "port", "port", "auto"), order);
    }

    @Test
    void aBusyRunIsMadeAgain() throws Exception {
        Map<String, Series> series =
                run(2, 1, new Scripted("auto", true, -90.0, 10.0), new Scripted("port", false, 20.0));
        assertEquals(List.of("wait", "auto", "wait", "auto", "wait", "port"), order);
        assertEquals(1, series.get("auto").count("wall_seconds"));
        assertEquals(
                List.of("others took 100 % of a processor"), series.get("auto").notes());
        assertEquals(2, series.get("port").median("times_auto"));
    }

    @Test
    void butNotForEver() throws Exception {
        Map<String, Series> series =
                run(1, 2, new Scripted("auto", true, 10.0, 10.0), new Scripted("port", false, -90.0, -90.0, 30.0));
        assertEquals(1, series.get("port").count("wall_seconds"));
        assertEquals(1, series.get("port").count("times_auto"));
        assertEquals(3, series.get("port").median("times_auto"));
        assertEquals(3, series.get("port").notes().size());
        assertEquals(2, series.get("auto").count("wall_seconds"));
    }
}
