package qasr.audio;

/**
 * The level of a recording as EBU R128 measures it.
 *
 * @param lufs the integrated loudness; -70 or less for silence and for sound shorter than 400 ms
 * @param truePeak the highest level between and at the samples, in dB relative to full scale; -infinity for zeros
 */
public record ProgrammeLoudness(double lufs, double truePeak) {
    /** The highest true peak after a gain: the limit of EBU R128 for all programmes, in dB relative to full scale. */
    public static final double MAX_TRUE_PEAK = -1;

    /** The absolute gate of EBU R128, in LUFS: quieter sound is silence. */
    public static final double SILENCE = -70;

    /** Returns whether there is nothing whose loudness could be changed. */
    public boolean isSilent() {
        return !(lufs > SILENCE) || !Double.isFinite(truePeak);
    }

    /**
     * Returns the gain in decibels that brings the loudness to {@code target} LUFS. It is smaller if the true peak would
     * exceed {@link #MAX_TRUE_PEAK}, and 0 for silence.
     */
    public double gainTo(double target) {
        return isSilent() ? 0 : Math.min(target - lufs, MAX_TRUE_PEAK - truePeak);
    }

    /** Returns whether the true peak makes {@link #gainTo} smaller. */
    public boolean isLimitedAt(double target) {
        return !isSilent() && MAX_TRUE_PEAK - truePeak < target - lufs;
    }
}
