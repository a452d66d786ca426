package qasr.torch;

import java.util.Arrays;

/** The speech detector's state between VAD frames: the LSTM's hidden and cell state, 128 numbers each. */
final class SileroState {
    static final int HIDDEN = 128;

    private final float[] hidden;
    private final float[] cell;

    /** Makes the state at the start of a recording: zeros. */
    SileroState() {
        this(new float[HIDDEN], new float[HIDDEN]);
    }

    /** Creates a state from both arrays, which the caller must not use any more. */
    SileroState(float[] hidden, float[] cell) {
        if (hidden.length != HIDDEN || cell.length != HIDDEN) {
            throw new IllegalArgumentException(
                    "state of " + hidden.length + " and " + cell.length + " numbers, not " + HIDDEN);
        }
        this.hidden = hidden;
        this.cell = cell;
    }

    /** Returns a copy of the hidden state. */
    float[] hidden() {
        return hidden.clone();
    }

    /** Returns a copy of the cell state. */
    float[] cell() {
        return cell.clone();
    }

    /**
     * Returns whether every number is finite. A state that is not finite would remain so to the end of the recording.
     */
    boolean isFinite() {
        return isFinite(hidden) && isFinite(cell);
    }

    /** Returns whether every one of {@code numbers} is finite. */
    static boolean isFinite(float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SileroState state
                && Arrays.equals(hidden, state.hidden)
                && Arrays.equals(cell, state.cell);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(hidden) + Arrays.hashCode(cell);
    }
}
