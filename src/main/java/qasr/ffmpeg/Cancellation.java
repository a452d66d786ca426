package qasr.ffmpeg;

/**
 * Detects channels that cancel each other, as with a microphone of reversed polarity, and uses the loudest channel
 * instead of the nearly silent mean.
 *
 * <p>Measured is the energy of the mean in relation to that of a mean of independent channels: 1 for those, 2 for two
 * equal ones, 0 for two that are opposite. A stereo recording, however wide, stays near 1; below {@value #ENTER}, each
 * channel has nearly all there is, and hiss of its own may be what is left of the mean. The measure spans {@value
 * #MEMORY_MILLIS} ms, so that small blocks do not decide by chance and turns of speakers are followed; between the two
 * ways, a cross-fade keeps the sound from clicking.
 */
final class Cancellation {
    private static final double ENTER = 0.25;
    private static final double LEAVE = 0.5;
    private static final int MEMORY_MILLIS = 50;
    private static final int FADE_MILLIS = 10;
    /** The mean square of dither and hiss, -80 dB, below which nothing is decided. */
    private static final double SILENCE = 1e-8;

    private static final int NONE = -1;

    private final Damage damage;
    private double[] energies = new double[0];
    private double mixed;
    private double weight;
    private int taken = NONE;

    Cancellation(Damage damage) {
        this.damage = damage;
    }

    /**
     * Returns {@code mean}, or the samples to use instead.
     *
     * @param channels the samples of each channel
     * @param mean of all channels; may be changed
     * @param rate samples per second
     */
    float[] mix(double[][] channels, float[] mean, int rate) {
        if (channels.length != energies.length) {
            energies = new double[channels.length];
            mixed = 0;
            weight = 0;
            taken = NONE;
        }
        if (channels.length < 2) {
            return mean;
        }
        measure(channels, mean, rate);
        int before = taken;
        decide();
        if (taken != NONE) {
            damage.cancelled((double) mean.length / rate);
        }
        if (before == NONE && taken == NONE) {
            return mean;
        }
        int fade = before == taken ? 0 : Math.min(mean.length, Math.max(1, rate * FADE_MILLIS / 1000));
        float[] heard = new float[mean.length];
        for (int i = 0; i < heard.length; i++) {
            double now = taken == NONE ? mean[i] : channels[taken][i];
            double old = before == NONE ? mean[i] : channels[before][i];
            heard[i] = (float) (i < fade ? old + (now - old) * i / fade : now);
        }
        return heard;
    }

    private void measure(double[][] channels, float[] mean, int rate) {
        double kept = Math.exp(-1000.0 * mean.length / rate / MEMORY_MILLIS);
        weight = weight * kept + mean.length;
        mixed = mixed * kept;
        for (float sample : mean) {
            mixed += Float.isFinite(sample) ? sample * (double) sample : 0;
        }
        for (int channel = 0; channel < channels.length; channel++) {
            double sum = 0;
            for (double sample : channels[channel]) {
                sum += Double.isFinite(sample) ? sample * sample : 0;
            }
            energies[channel] = energies[channel] * kept + sum;
        }
    }

    private void decide() {
        double sum = 0;
        int loudest = 0;
        for (int channel = 0; channel < energies.length; channel++) {
            sum += energies[channel];
            loudest = energies[channel] > energies[loudest] ? channel : loudest;
        }
        if (sum < SILENCE * weight) {
            return;
        }
        double measure = mixed * energies.length * energies.length / sum;
        if (taken == NONE && measure < ENTER) {
            taken = loudest;
        } else if (measure > LEAVE) {
            taken = NONE;
        }
    }
}
