package qasr.ffmpeg;

import java.util.ArrayDeque;
import java.util.Deque;

/** A queue of finished samples, at most those of one block. */
final class SampleQueue {
    private final Deque<float[]> parts = new ArrayDeque<>();
    private int taken;

    /** Appends an array, which must not change any more. */
    void add(float[] samples) {
        if (samples.length > 0) {
            parts.add(samples);
        }
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Moves up to {@code length} samples into {@code buffer}; returns how many. */
    int take(float[] buffer, int offset, int length) {
        int done = 0;
        while (done < length && !parts.isEmpty()) {
            float[] first = parts.peek();
            int count = Math.min(length - done, first.length - taken);
            System.arraycopy(first, taken, buffer, offset + done, count);
            done += count;
            taken += count;
            if (taken == first.length) {
                parts.remove();
                taken = 0;
            }
        }
        return done;
    }
}
