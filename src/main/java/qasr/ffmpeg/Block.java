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
    /** Some centuries at any rate of sound. A damaged timestamp may be further off, and sums of those overflow. */
    static final long FARTHEST = 1L << 50;

    /** A position that no clock can mean counts as none. */
    Block {
        if (position.isPresent() && (position.getAsLong() < -FARTHEST || position.getAsLong() > FARTHEST)) {
            position = OptionalLong.empty();
        }
    }
}
