package qasr.record;

/** The level of a block of 16-bit samples, for a meter. */
public final class BlockLevel {
    private static final double FULL_SCALE = 32_768;
    /** The level of silence, below what 16 bits can hold. */
    public static final double SILENCE_DECIBELS = -100;

    private BlockLevel() {}

    /** Returns the largest sample of the first {@code count}, in dB below full scale: 0 to {@link #SILENCE_DECIBELS}. */
    public static double peak(short[] samples, int count) {
        int peak = 0;
        for (int i = 0; i < count; i++) {
            peak = Math.max(peak, Math.abs((int) samples[i]));
        }
        return peak == 0 ? SILENCE_DECIBELS : 20 * Math.log10(peak / FULL_SCALE);
    }
}
