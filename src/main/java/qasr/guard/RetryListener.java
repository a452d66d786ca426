package qasr.guard;

import qasr.vad.Chunk;

/** Receives the retries of faulty answers. Called on the network's threads; must not block. */
@FunctionalInterface
public interface RetryListener {
    /**
     * Called when a part of the audio is decoded again.
     *
     * @param sound the part: a chunk or a piece of one
     * @param reason the flag of the fault, such as "loop"
     * @param attempt the number of the attempt; 2 for the first retry
     */
    void again(Chunk.Place sound, String reason, int attempt);
}
