package qasr.ffmpeg;

/**
 * Makes all samples finite and limits them to [-1, 1], as all later stages require.
 *
 * <p>The reference divides a whole utterance by its peak if that exceeds 1. A stream does not know its peak. With a
 * running peak, one damaged packet (decoders emit values in the thousands) would silence the rest. So samples beyond
 * full scale are clipped, with a warning if they are more than usual for lossy codecs.
 */
final class FullScale {
    private final Damage damage;

    FullScale(Damage damage) {
        this.damage = damage;
    }

    /**
     * Replaces samples that are not finite by silence, in place. The resampler would spread them over the length of its
     * filter.
     */
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
