package qasr.ffmpeg;

import java.util.stream.Stream;

/**
 * Detects channels that cancel each other, as with a microphone of reversed polarity, and uses the loudest channel
 * instead of the nearly silent mix.
 *
 * <p>This is decided while the sound is read, and not once for a recording: a pipe cannot be read twice, and a cable may
 * be replaced, or only one voice be recorded with the wrong polarity. The loudest channel is used, and not one channel
 * with its sign changed, because each of the channels has all voices.
 *
 * <p>Measured is the energy of the mix in relation to that of a mix of independent channels: 1 for those, 2 for two
 * equal ones, 0 for two that are opposite. A stereo recording, however wide, stays near 1; below {@value #ENTER}, each
 * channel has nearly all there is, and hiss of its own may be what is left of the mix. The measure spans {@value
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

    /** Below it, there is hum and DC, which is the same in both channels of a bad line and hides that speech cancels. */
    private static final double SPEECH_HERTZ = 150;

    private static final int NONE = -1;

    private final Damage damage;
    private double[] energies = new double[0];
    /** By channel, and the last of the mix. */
    private HighPass[] filters = new HighPass[0];

    private double mixedEnergy;
    private double weight;
    private int taken = NONE;

    Cancellation(Damage damage) {
        this.damage = damage;
    }

    /**
     * Returns {@code mixed}, or the samples to use instead.
     *
     * @param channels the samples of each channel
     * @param weights the weight of each channel in the mix
     * @param mixed the mix of all channels
     * @param rate samples per second
     */
    float[] heard(double[][] channels, double[] weights, float[] mixed, int rate) {
        if (channels.length != energies.length) {
            energies = new double[channels.length];
            filters = Stream.generate(HighPass::new).limit(channels.length + 1L).toArray(HighPass[]::new);
            mixedEnergy = 0;
            weight = 0;
            taken = NONE;
        }
        if (channels.length < 2) {
            return mixed;
        }
        measure(channels, mixed, rate);
        int before = taken;
        decide(weights);
        if (taken != NONE) {
            damage.cancelled((double) mixed.length / rate);
        }
        if (before == NONE && taken == NONE) {
            return mixed;
        }
        int fade = before == taken ? 0 : Math.min(mixed.length, Math.max(1, rate * FADE_MILLIS / 1000));
        float[] heard = new float[mixed.length];
        for (int i = 0; i < heard.length; i++) {
            double now = taken == NONE ? mixed[i] : channels[taken][i];
            double old = before == NONE ? mixed[i] : channels[before][i];
            heard[i] = (float) (i < fade ? old + (now - old) * i / fade : now);
        }
        return heard;
    }

    private void measure(double[][] channels, float[] mixed, int rate) {
        double kept = Math.exp(-1000.0 * mixed.length / rate / MEMORY_MILLIS);
        weight = weight * kept + mixed.length;
        mixedEnergy *= kept;
        for (float sample : mixed) {
            mixedEnergy += filters[channels.length].energy(sample, rate);
        }
        for (int channel = 0; channel < channels.length; channel++) {
            double sum = 0;
            for (double sample : channels[channel]) {
                sum += filters[channel].energy(sample, rate);
            }
            energies[channel] = energies[channel] * kept + sum;
        }
    }

    private void decide(double[] weights) {
        double sum = 0;
        double independent = 0;
        int loudest = 0;
        for (int channel = 0; channel < energies.length; channel++) {
            sum += energies[channel];
            independent += weights[channel] * weights[channel] * energies[channel];
            loudest = energies[channel] > energies[loudest] ? channel : loudest;
        }
        if (sum < SILENCE * weight) {
            return;
        }
        double measure = mixedEnergy / independent;
        if (taken == NONE && measure < ENTER) {
            taken = loudest;
        } else if (measure > LEAVE) {
            taken = NONE;
        }
    }

    /** Two filters of the first order, one after the other. */
    private static final class HighPass {
        private double before;
        private double first;
        private double second;

        /** Returns the energy of the next sample without what is below {@link #SPEECH_HERTZ}; a broken sample has none. */
        double energy(double sample, int rate) {
            double now = Double.isFinite(sample) ? sample : 0;
            double kept = 1 / (1 + 2 * Math.PI * SPEECH_HERTZ / rate);
            double passed = kept * (first + now - before);
            second = kept * (second + passed - first);
            before = now;
            first = passed;
            return second * second;
        }
    }
}
