package qasr.torch;

import java.util.function.LongSupplier;

/**
 * How many cores a lone worker's step of decoding uses: its own, or the idle ones as well. Sharing out gains where memory
 * feeds several cores better than one, and loses tenfold where another program wants the cores, since each of a hundred
 * small products then waits for a thread that does not run. So both are tried now and then, and the faster one is kept.
 * The numbers are the same bits either way. Belongs to one worker.
 */
final class StepCores {
    /** Steps of each kind that are timed before one is preferred; the least of their times counts. */
    private static final int TRIES = 2;
    /** Steps until both are tried again. */
    private static final int FIRST_PAUSE = 32;

    private static final int LONGEST_PAUSE = 256;
    /** Sharing must gain this much, for it takes another core's time. */
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

    /** Makes one; {@code clock} gives nanoseconds. */
    StepCores(LongSupplier clock) {
        this.clock = clock;
    }

    /** A step begins; returns how many of {@code cores} it is to use. {@link #end} must follow. */
    int begin(int cores) {
        boolean trying = cores > 1 && pause == 0;
        sharing = cores > 1 && (trying ? tried % 2 == 1 : shares);
        begin = clock.getAsLong();
        return sharing ? cores : 1;
    }

    /** The step has ended. */
    void end(int cores) {
        long nanos = clock.getAsLong() - begin;
        if (cores == 1) {
            return;
        }
        if (pause > 0) {
            pause--;
            return;
        }
        if (sharing) {
            shared = tried < 2 ? nanos : Math.min(shared, nanos);
        } else {
            alone = tried < 2 ? nanos : Math.min(alone, nanos);
        }
        tried++;
        // One shared step that takes twice as long is enough to know.
        if (tried == 2 * TRIES || (sharing && shared > 2 * alone)) {
            boolean gains = shared < CLEARLY * alone;
            nextPause = gains == shares ? Math.min(LONGEST_PAUSE, 2 * nextPause) : FIRST_PAUSE;
            shares = gains;
            pause = nextPause;
            tried = 0;
        }
    }
}
