package qasr.ffmpeg;

import java.util.OptionalLong;

/**
 * The decoded sound of one frame, at the recording's own rate.
 *
 * @param position the position of the first sample on the container's clock, in samples of {@code rate}; empty if the
 *     container has none
 * @param rate samples per second
 * @param channels the samples of each channel that is wanted, equally many; one array for mono
 * @param afterLoss whether packets before this one could not be decoded
 * @param restarts whether a new header came before this block, so that the clock may restart, as in a chained Ogg
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Block(OptionalLong position, int rate, float[][] channels, boolean afterLoss, boolean restarts) {
    /** Some centuries, so that a clock may count from 1970. A damaged one may be further off, and its sums overflow. */
    static final long FARTHEST_SECONDS = 10_000_000_000L;

    /** Creates a block of mono sound. */
    Block(OptionalLong position, int rate, float[] samples, boolean afterLoss, boolean restarts) {
        this(position, rate, new float[][] {samples}, afterLoss, restarts);
    }

    /** Drops a position that is not plausible. */
    Block {
        if (position.isPresent() && !isPlausible(position.getAsLong(), rate)) {
            position = OptionalLong.empty();
        }
    }

    /** Returns whether {@code position}, in samples at {@code rate}, is plausible. */
    static boolean isPlausible(long position, int rate) {
        long farthest = FARTHEST_SECONDS * rate;
        return -farthest <= position && position <= farthest;
    }

    /** Returns the number of samples of each channel. */
    int length() {
        return channels[0].length;
    }
}
