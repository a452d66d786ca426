package qasr.record;

import java.util.concurrent.atomic.DoubleAdder;

/**
 * Compares the time with the sound of a device, to find out how much of it is missing. A device's own clock may be slow, by
 * seconds in an hour, and a late delivery is no loss: only a jump counts, seen when all that the device has was taken.
 */
final class SoundClock {
    /** A jump of less than this, in seconds, may be a busy computer. */
    private static final double LEAST_JUMP = 0.5;
    /** A device without sound at the end, for this time in seconds, had stopped before. */
    private static final double LEAST_END = 30;

    /**
     * A step of the time of day beside {@link System#nanoTime}, in seconds, that is no correction of the clock. On Linux and
     * macOS nanoTime stands still while the computer sleeps.
     */
    private static final double LEAST_SLEEP = 30;

    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final int rate;
    private double lag = Double.NaN;
    private boolean compares = true;
    private double ahead = Double.NaN;
    private final DoubleAdder missing = new DoubleAdder();
    private final DoubleAdder slept = new DoubleAdder();

    /** Creates a clock for sound of {@code rate} frames a second. */
    SoundClock(int rate) {
        this.rate = rate;
    }

    /**
     * Compares two clocks, often, to see whether the computer slept.
     *
     * @param nanos the time, of {@link System#nanoTime}
     * @param millis the time of day, of {@link System#currentTimeMillis}
     */
    void watch(long nanos, long millis) {
        double now = millis / MILLIS - nanos / NANOS;
        if (now - ahead >= LEAST_SLEEP) {
            slept.add(now - ahead);
        }
        ahead = now;
    }

    /** Notes that sound came. The next comparison counts. */
    void heard() {
        compares = true;
    }

    /**
     * Compares, if sound has come since the last comparison.
     *
     * @param nanos the time, of {@link System#nanoTime}
     * @param frames what the device has given by then, in total
     */
    void caughtUp(long nanos, long frames) {
        if (!compares || frames == 0) {
            return;
        }
        compares = false;
        double now = lag(nanos, frames);
        if (now - lag >= LEAST_JUMP) {
            missing.add(now - lag);
        }
        lag = now;
    }

    /** Notes that the recording ends. */
    void end(long nanos, long frames) {
        double now = lag(nanos, frames);
        if (now - lag >= LEAST_END) {
            missing.add(now - lag);
        }
    }

    private double lag(long nanos, long frames) {
        return nanos / NANOS - (double) frames / rate;
    }

    /** Returns how much sound is missing so far, in seconds, beside that of {@link #sleptSeconds}. */
    double missingSeconds() {
        return missing.sum();
    }

    /** Returns for how many seconds the computer slept, or by how many its clock was set forward. */
    double sleptSeconds() {
        return slept.sum();
    }
}
