package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StepCoresTest {
    private long now;
    private final StepCores cores = new StepCores(() -> now);

    /** Returns how many of {@code count} steps were shared, which take so long alone and shared. */
    private int steps(int count, int idle, long alone, long shared) {
        int sharing = 0;
        for (int i = 0; i < count; i++) {
            int used = cores.begin(idle);
            now += used > 1 ? shared : alone;
            sharing += used > 1 ? 1 : 0;
            cores.end(idle);
        }
        return sharing;
    }

    @Test
    void aWorkerWhoseNeighboursAreBusyUsesItsOwnCore() {
        assertEquals(0, steps(100, 1, 60, 30));
    }

    @Test
    void stepsAreSharedWhereThatIsFaster() {
        assertTrue(steps(100, 2, 60, 40) > 90);
    }

    @Test
    void stepsAreNotSharedWhereThatGainsNothing() {
        assertTrue(steps(200, 2, 60, 59) < 15);
    }

    @Test
    void onABusyMachineFewStepsAreLost() {
        assertTrue(steps(500, 2, 60, 700) <= 5);
    }

    @Test
    void aChangeIsFound() {
        steps(500, 2, 60, 700);
        assertTrue(steps(600, 2, 60, 30) > 250, "the machine has become quiet");
        assertTrue(steps(600, 2, 60, 700) < 300, "and busy again");
    }

    @Test
    void oneStepOfEachKindIsEnoughWhereTheyDifferMuch() {
        steps(2, 2, 150, 95);
        assertFalse(cores.isTrying(2));
        assertEquals(2, cores.settled(2));
        assertEquals(1, cores.settled(1), "no core is idle");
    }

    @Test
    void bothKindsAreTriedAgainAfterOtherWork() {
        steps(2, 2, 150, 95);
        for (int i = 0; i < 31; i++) {
            cores.pass();
            assertFalse(cores.isTrying(2));
        }
        cores.pass();
        assertTrue(cores.isTrying(2));
    }

    @Test
    void workThatIsNotTimedTakesOneCoreUntilSomethingIsKnown() {
        assertTrue(cores.isTrying(2));
        assertFalse(cores.isTrying(1));
        assertEquals(1, cores.settled(2));
    }
}
