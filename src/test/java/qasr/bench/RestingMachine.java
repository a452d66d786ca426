package qasr.bench;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Waits until other processes take little of the processors for a second.
 *
 * @param mostOthers how many processors are little
 * @param seconds how long to wait at most; 0 does not look at all
 */
record RestingMachine(double mostOthers, double seconds) implements QuietRuns.QuietMachine {
    @Override
    public void await() throws InterruptedException {
        long end = System.nanoTime() + (long) (1e9 * seconds);
        while (System.nanoTime() < end) {
            Optional<MachineLoad.Counters> before = MachineLoad.Counters.now();
            TimeUnit.SECONDS.sleep(1);
            if (before.flatMap(then -> MachineLoad.Counters.now().map(now -> now.since(then)))
                    .filter(load -> load.othersShare() > mostOthers)
                    .isEmpty()) {
                return;
            }
        }
    }
}
