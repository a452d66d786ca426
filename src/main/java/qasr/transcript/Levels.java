package qasr.transcript;

import java.time.Duration;
import java.util.List;

/**
 * The loudness of a recording over time, coarse enough to draw. A value is the root mean square of the samples of one
 * step in half decibels: 255 is full scale, 0 is 127.5 dB below full scale or less.
 *
 * @param step the length of a step; the last step may be shorter
 * @param values from 0 to 255, one for each step; empty if the loudness is unknown
 */
public record Levels(Duration step, List<Integer> values) {
    /** Unknown loudness. */
    public static final Levels NONE = new Levels(Duration.ZERO, List.of());

    private static final int LARGEST = 255;

    public Levels {
        values = List.copyOf(values);
        if (!values.isEmpty() && (step.isZero() || step.isNegative())) {
            throw new IllegalArgumentException("levels in steps of " + step);
        }
        for (int value : values) {
            if (value < 0 || value > LARGEST) {
                throw new IllegalArgumentException("the level " + value);
            }
        }
    }
}
