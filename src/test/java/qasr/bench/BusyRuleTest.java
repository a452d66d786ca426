package qasr.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BusyRuleTest {
    private static final BusyRule RULE = new BusyRule(0.9, 0.1, 0);

    @Test
    void aQuietMachineIsFine() {
        assertEquals(Optional.empty(), RULE.objection(new MachineLoad(10, 2, 19, 0.5, 0.4)));
    }

    @Test
    void aProgramThatLeavesACoreIdleIsFine() {
        assertEquals(Optional.empty(), RULE.objection(new MachineLoad(10, 2, 10.8, 0.5, 8.6)));
    }

    @Test
    void aMachineBusyWithOtherProcessesIsRefused() {
        assertEquals(
                Optional.of("others took 12 % of a processor"), RULE.objection(new MachineLoad(10, 2, 18.5, 1.2, 0.3)));
    }

    @Test
    void aMachineWithStolenTimeIsRefused() {
        // Stolen time: 2.5 of 20 seconds went to another virtual machine.
        assertEquals(
                Optional.of("only 175 % of a processor was to be had"),
                RULE.objection(new MachineLoad(10, 2, 17, 0, 0.5)));
    }

    @Test
    void anIdleCoreIsRefusedWhereThatIsAskedFor() {
        BusyRule strict = new BusyRule(0.9, 0.1, 1.8);
        assertEquals(
                Optional.of("only 108 % of a processor was taken"),
                strict.objection(new MachineLoad(10, 2, 10.8, 0.5, 8.7)));
    }

    @Test
    void aMomentIsTooShortToTell() {
        assertEquals(Optional.empty(), RULE.objection(new MachineLoad(0.1, 2, 0.1, 0.1, 0)));
    }

    @Test
    void loadIsTheDifferenceOfTwoMoments() {
        MachineLoad.Counters before = MachineLoad.Counters.of(
                0,
                List.of("cpu  1000 10 200 5000 300 7 3 50 9 0", "cpu0 1 1 1 1 1 1 1 1 1 1", "cpu1 1 1 1 1", "intr 5"),
                "42 (a) b c) S 1 1 1 0 -1 4194304 100 200 0 0 30 20 400 100 20 0 1 0 1");
        MachineLoad.Counters after = MachineLoad.Counters.of(
                10_000_000_000L,
                List.of("cpu  2500 20 290 5200 340 7 13 90 99 0", "cpu0 1 1 1 1 1 1 1 1 1 1", "cpu1 1 1 1 1", "intr 5"),
                "42 (a) b c) S 1 1 1 0 -1 4194304 100 200 0 0 40 25 1700 250 20 0 1 0 1");
        // Taken: 1500 + 10 + 90 + 0 + 10 = 1610 ticks; ended processes 1450, the benchmark's own 15.
        assertEquals(new MachineLoad(10, 2, 14.5, 1.45, 2.4), after.since(before));
    }
}
