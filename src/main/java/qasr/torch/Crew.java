package qasr.torch;

import java.util.function.Consumer;

/**
 * The cores that a worker may use for its next piece of work.
 *
 * @param cores their number, with its own; for operators that may be divided among threads
 * @param others has the idle workers run something too; each does so soon, later, or after all is done
 */
record Crew(int cores, Consumer<Runnable> others) {
    /** The worker's own core alone. */
    static final Crew ALONE = new Crew(1, work -> {});
}
