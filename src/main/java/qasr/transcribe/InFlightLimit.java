package qasr.transcribe;

import java.util.concurrent.Semaphore;

/**
 * Limits the number of chunks that are decoded or waiting at one time, and their total length: reading further ahead
 * would only take memory. One thread takes places; any thread may give them back.
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

    /**
     * Waits until there is a place for a chunk of {@code length} seconds. A chunk longer than the limit takes all
     * places.
     */
    void take(double length) throws InterruptedException {
        chunks.acquire();
        try {
            seconds.acquire(whole(length));
        } catch (InterruptedException e) {
            chunks.release();
            throw e;
        }
    }

    /** Gives back the place of a chunk of {@code length} seconds. */
    void giveBack(double length) {
        seconds.release(whole(length));
        chunks.release();
    }

    private int whole(double length) {
        return (int) Math.min(mostSeconds, Math.ceil(length));
    }
}
