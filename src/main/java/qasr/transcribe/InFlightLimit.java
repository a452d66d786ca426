package qasr.transcribe;

import java.util.concurrent.Semaphore;

/**
 * How many chunks may be on their way at once, and how much sound: what is read further ahead only takes memory. For one
 * thread that takes places; any may give them back.
 */
final class InFlightLimit {
    private final Semaphore chunks;
    private final Semaphore seconds;
    private final int mostSeconds;

    InFlightLimit(int chunks, int seconds) {
        this.chunks = new Semaphore(chunks);
        this.seconds = new Semaphore(seconds);
        mostSeconds = seconds;
    }

    /** Waits until there is a place for a chunk of {@code length} seconds. One that is longer than all has them all. */
    void take(double length) throws InterruptedException {
        chunks.acquire();
        try {
            seconds.acquire(whole(length));
        } catch (InterruptedException e) {
            chunks.release();
            throw e;
        }
    }

    /** Gives the place of a chunk of {@code length} seconds back. */
    void giveBack(double length) {
        seconds.release(whole(length));
        chunks.release();
    }

    private int whole(double length) {
        return (int) Math.min(mostSeconds, Math.ceil(length));
    }
}
