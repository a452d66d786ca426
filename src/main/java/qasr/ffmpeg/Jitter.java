package qasr.ffmpeg;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The deviations of the timestamps in the last seconds, in samples, which come from the clock's resolution and the
 * network.
 */
final class Jitter {
    private record Deviation(long samples, int length) {}

    private final Deque<Deviation> last = new ArrayDeque<>();
    private final long memory;
    private long length;

    /** Creates a jitter over the last {@code memory} samples of sound. */
    Jitter(long memory) {
        this.memory = memory;
    }

    void add(long deviation, int blockLength) {
        last.add(new Deviation(deviation, blockLength));
        length += blockLength;
        while (length - last.element().length() > memory) {
            length -= last.remove().length();
        }
    }

    /** Shifts all positions by {@code samples}. */
    void shift(long samples) {
        for (int i = last.size(); i > 0; i--) {
            Deviation old = last.remove();
            last.add(new Deviation(old.samples() - samples, old.length()));
        }
    }

    /** Returns the earliest, at most 0. */
    long earliest() {
        return last.stream().mapToLong(Deviation::samples).reduce(0, Math::min);
    }

    /** Returns the latest, at least 0. */
    long latest() {
        return last.stream().mapToLong(Deviation::samples).reduce(0, Math::max);
    }
}
