package qasr.bench;

import java.io.IOException;
import java.util.Optional;

/**
 * Measures when the machine is at rest. A run during which it was busy is made again, so many times and no more.
 *
 * @param rule when the machine was busy
 * @param repeats how often such a run is made again
 * @param quiet waits before each run
 */
record QuietRuns(BusyRule rule, int repeats, QuietMachine quiet) {
    /** Waits for a machine that is at rest. */
    interface QuietMachine {
        /** Returns when nothing else runs, or after a while in any case. */
        void await() throws InterruptedException;
    }

    /** A run to measure. */
    interface Run {
        /** Runs once, and adds what was measured to {@code series}. */
        MeasuredProcess into(Series series) throws IOException, InterruptedException;
    }

    /** Returns what measures in the same way, but makes no run again. */
    QuietRuns once() {
        return new QuietRuns(rule, 0, quiet);
    }

    /**
     * Adds one run to {@code whole} and returns it. If the machine was busy in each attempt, nothing is added but notes.
     */
    Optional<Series> add(Run run, Series whole) throws IOException, InterruptedException {
        for (int attempt = 0; attempt <= repeats; attempt++) {
            quiet.await();
            Series one = new Series();
            Optional<String> objection = run.into(one).load().flatMap(rule::objection);
            if (objection.isEmpty()) {
                whole.addAll(one);
                return Optional.of(one);
            }
            whole.note(objection.get());
        }
        return Optional.empty();
    }
}
