package qasr.ffmpeg;

/**
 * Keeps samples what everything behind the decoder relies on: finite and in [-1, 1].
 *
 * <p>The reference divides a whole utterance by its peak if that exceeds 1. A stream does not know its peak, and a
 * running one would let one damaged packet (decoders emit values in the thousands) silence the rest, so beyond full
 * scale is clipped, and said where it is more than the usual overshoot of lossy codecs.
 */
final class FullScale {
    private final Damage damage;

    FullScale(Damage damage) {
        this.damage = damage;
    }

    /** Replaces what is not a number by silence, in place; the resampler would spread it over its filter's length. */
    void finite(float[] samples) {
        int replaced = 0;
        for (int i = 0; i < samples.length; i++) {
            if (!Float.isFinite(samples[i])) {
                samples[i] = 0;
                replaced++;
            }
        }
        damage.notFinite(replaced);
    }

    /** Clips to [-1, 1], in place. */
    void clip(float[] samples) {
        int clipped = 0;
        for (int i = 0; i < samples.length; i++) {
            if (Math.abs(samples[i]) > 1) {
                samples[i] = Math.signum(samples[i]);
                clipped++;
            }
        }
        damage.clipped(clipped, samples.length);
    }
}
