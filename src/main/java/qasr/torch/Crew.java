package qasr.torch;

import java.util.function.Consumer;

/**
 * The cores that a worker may use for its next piece of work.
 *
 * @param cores their number, with its own; for operators that may be divided among threads, and so need them at once
 * @param members as {@code cores}, with those of workers that are only busy for a while; for blocks of work
 * @param others has the other members run something too; each does so soon, later, or after all is done
 */
record Crew(int cores, int members, Consumer<Runnable> others) {
    /** The worker's own core alone. */
    static final Crew ALONE = new Crew(1, 1, work -> {});
}
