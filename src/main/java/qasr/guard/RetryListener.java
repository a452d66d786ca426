package qasr.guard;

import qasr.vad.Chunk;

/** Hears that an answer was not good enough. Called by whatever thread found out; must not wait. */
@FunctionalInterface
public interface RetryListener {
    /**
     * A stretch of sound is decoded again.
     *
     * @param sound the stretch: a chunk or a piece of one
     * @param reason the flag of what was wrong with the answer, such as "loop"
     * @param attempt which attempt this is, 2 for the first retry
     */
    void again(Chunk.Place sound, String reason, int attempt);
}
