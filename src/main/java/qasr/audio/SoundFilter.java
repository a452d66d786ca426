package qasr.audio;

/** A filter of the decoded sound. No filter moves the sound in time or changes its length. */
public sealed interface SoundFilter {
    /**
     * Removes the sound below {@code hertz}, 12 dB per octave.
     *
     * @param hertz the frequency at which the power is halved, from 1 to 4000
     */
    record HighPass(double hertz) implements SoundFilter {}

    /** Reduces stationary noise by up to 12 dB. */
    enum Denoiser implements SoundFilter {
        /** For the speech detector only. */
        FOR_DETECTOR,
        /** For the detector and the model. */
        FOR_ALL
    }

    /**
     * Changes the level by a constant.
     *
     * @param target the loudness that was wanted, in LUFS
     * @param before the level before the change
     */
    record Gain(double target, ProgrammeLoudness before) implements SoundFilter {
        /** Returns the change in decibels. */
        public double decibels() {
            return before.gainTo(target);
        }
    }

    /**
     * Brings the loudness to {@code target} with a gain that follows the sound, for sound that can be read only once.
     *
     * @param target in LUFS
     */
    record Leveller(double target) implements SoundFilter {}
}
