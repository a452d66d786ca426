package qasr.audio;

/** Levels in a byte each: steps of half a decibel from 0 to -127 dB below full scale. */
public final class HalfDecibels {
    /** The lowest level, which also stands for digital silence. */
    public static final double SILENCE = -127;

    private HalfDecibels() {}

    /** Returns the step nearest to {@code power}, a mean square of samples. */
    public static byte of(double power) {
        return (byte) Math.round(-2 * exact(power));
    }

    /** Returns the level of a step in decibels. */
    public static double decibels(byte step) {
        return -Byte.toUnsignedInt(step) / 2.0;
    }

    /** Returns {@code power} in decibels, from {@link #SILENCE} to 0. */
    public static double exact(double power) {
        return power > 0 ? Math.max(SILENCE, Math.min(0, 10 * Math.log10(power))) : SILENCE;
    }
}
