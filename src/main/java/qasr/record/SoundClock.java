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

    private static final double NANOS = 1e9;

    private final int rate;
    private double lag = Double.NaN;
    private boolean compares = true;
    private final DoubleAdder missing = new DoubleAdder();

    /** Creates a clock for sound of {@code rate} frames a second. */
    SoundClock(int rate) {
        this.rate = rate;
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

    /** Returns how much sound is missing so far, in seconds. */
    double missingSeconds() {
        return missing.sum();
    }
}
