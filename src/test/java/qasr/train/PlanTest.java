package qasr.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PlanTest {
    private static final List<Plan> SCHEDULE = List.of(
            new Plan(0, 0.002, 0, 1, 0, 2, 0, 0.4, 0, 0.01), new Plan(100, 0.001, 1, 0.5, 0.5, 10, 0.5, 0.2, 1, 0.01));

    @Test
    void numbersMoveInAStraightLineButLossWeightsChangeAtOnce() {
        Plan half = Plan.at(SCHEDULE, 50);
        assertEquals(0.0015, half.rate(), 1e-12);
        assertEquals(6, half.longest(), 1e-12);
        assertEquals(0, half.text(), 1e-12);
        assertEquals(1, Plan.at(SCHEDULE, 100).text(), 1e-12);
    }

    @Test
    void theLastLineHoldsAfterTheEnd() {
        assertEquals(SCHEDULE.get(1), Plan.at(SCHEDULE, 1000));
    }
}
