package qasr.torch;

import java.util.function.LongSupplier;

/**
 * Chooses the cores for a single worker's decoding step: its own core, or an idle one as well. Several cores are faster
 * if memory serves them better than one. They are ten times slower if another program needs the cores, because each of
 * a hundred small products waits for a thread that does not run. So both are tried from time to time, and the faster
 * one is used. The results are the same bits. Used by one worker only.
 */
final class StepCores {
    /** The number of timed steps of each kind; the shortest time counts. */
    private static final int TRIES = 2;
    /** The number of steps until both are tried again. */
    private static final int FIRST_PAUSE = 32;

    private static final int LONGEST_PAUSE = 256;
    /** If they are faster by this factor in the first steps of each kind, no more are needed. */
    private static final double OBVIOUSLY = 0.8;
    /** Several cores must be faster by this factor, because they use another core's time. */
    private static final double CLEARLY = 0.95;

    private final LongSupplier clock;
    private long alone;
    private long shared;
    private int tried;
    private int pause;
    private int nextPause = FIRST_PAUSE;
    private boolean shares;
    private long begin;
    private boolean sharing;

    /** Creates a chooser; {@code clock} returns nanoseconds. */
    StepCores(LongSupplier clock) {
        this.clock = clock;
    }

    /** Returns whether the next step of so many cores is one of those that are timed to compare. */
    boolean isTrying(int cores) {
        return cores > 1 && pause == 0;
    }

    /** Returns how many of {@code cores} work that is not timed must use. */
    int settled(int cores) {
        return cores > 1 && shares ? cores : 1;
    }

    /** Counts work that is not timed as a step, so that both kinds are tried again in time. */
    void pass() {
        pause = Math.max(0, pause - 1);
    }

    /** Begins a step and returns how many of {@code cores} it must use. {@link #end} must follow. */
    int begin(int cores) {
        sharing = isTrying(cores) ? tried % 2 == 1 : settled(cores) > 1;
        begin = clock.getAsLong();
        return sharing ? cores : 1;
    }

    /** Ends the step. */
    void end(int cores) {
        long nanos = clock.getAsLong() - begin;
        if (cores == 1) {
            return;
        }
        if (pause > 0) {
            pass();
            return;
        }
        if (sharing) {
            shared = tried < 2 ? nanos : Math.min(shared, nanos);
        } else {
            alone = tried < 2 ? nanos : Math.min(alone, nanos);
        }
        tried++;
        // One step of each kind is enough to know if one of them takes much longer.
        if (tried == 2 * TRIES || (tried == 2 && (shared > 2 * alone || shared < OBVIOUSLY * alone))) {
            boolean gains = shared < CLEARLY * alone;
            nextPause = gains == shares ? Math.min(LONGEST_PAUSE, 2 * nextPause) : FIRST_PAUSE;
            shares = gains;
            pause = nextPause;
            tried = 0;
        }
    }
}
