package qasr.ffmpeg;

import java.util.OptionalLong;

/**
 * Decoded mono sound of one frame in the recording's own rate.
 *
 * @param position where the container's clock puts its first sample, counted in samples of {@code rate}; empty if the
 *     container does not say
 * @param rate samples per second
 * @param afterLoss whether packets before this one could not be decoded
 * @param restarts whether a new header came before it: the clock may start anew, as in a chained Ogg
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Block(OptionalLong position, int rate, float[] samples, boolean afterLoss, boolean restarts) {
    /** Some centuries, so that a clock may count from 1970. A damaged one may be further off, and its sums overflow. */
    static final long FARTHEST_SECONDS = 10_000_000_000L;

    /** A position that no clock can mean counts as none. */
    Block {
        if (position.isPresent() && !isPlausible(position.getAsLong(), rate)) {
            position = OptionalLong.empty();
        }
    }

    /** Tells whether a clock can mean {@code position}, in samples at {@code rate}. */
    static boolean isPlausible(long position, int rate) {
        long farthest = FARTHEST_SECONDS * rate;
        return -farthest <= position && position <= farthest;
    }
}
