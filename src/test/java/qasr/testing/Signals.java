package qasr.testing;

import java.util.Random;
import qasr.audio.Waveform;

/** Made sound, 16 kHz mono, the same on every machine. */
public final class Signals {
    /** Samples in one second. */
    public static final int SECOND = Waveform.SAMPLE_RATE;

    private Signals() {}

    /** Returns {@code samples} zeros. */
    public static float[] silence(int samples) {
        return new float[samples];
    }

    /** Returns a sine that starts at phase 0. */
    public static float[] tone(double hertz, double amplitude, int samples) {
        float[] tone = new float[samples];
        for (int i = 0; i < samples; i++) {
            tone[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / SECOND));
        }
        return tone;
    }

    /** Returns white noise, evenly distributed in ±{@code amplitude}. */
    public static float[] noise(long seed, double amplitude, int samples) {
        Random random = new Random(seed);
        float[] noise = new float[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (float) (amplitude * (2 * random.nextDouble() - 1));
        }
        return noise;
    }

    /**
     * Returns something that sounds like a voice without words: a pulse train of gliding pitch (100 to 180 Hz) through
     * three wandering formants, in four syllables a second with a weak consonant of noise before each.
     */
    public static float[] speechLike(long seed, double amplitude, int samples) {
        return new Voice(new Random(seed)).speak(amplitude, samples);
    }

    /** Returns the parts one after another. */
    public static float[] concat(float[]... parts) {
        int length = 0;
        for (float[] part : parts) {
            length += part.length;
        }
        float[] whole = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    /** Returns the sum of two signals of the same length. */
    public static float[] mix(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("signals of " + a.length + " and " + b.length + " samples");
        }
        float[] sum = a.clone();
        for (int i = 0; i < b.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    /** Source and filter: a glottal pulse train and noise into two-pole resonators, one formant each. */
    private static final class Voice {
        private static final int SYLLABLE = SECOND / 4;
        private static final double[] BANDWIDTH_HERTZ = {90, 110, 160};
        private static final double[][] VOWELS_HERTZ = {
            {730, 1090, 2440}, {270, 2290, 3010}, {300, 870, 2240}, {530, 1840, 2480}, {570, 840, 2410}
        };

        private final Random random;
        private final double[][] memory = new double[3][2];
        private double phase;

        Voice(Random random) {
            this.random = random;
        }

        float[] speak(double amplitude, int samples) {
            float[] sound = new float[samples];
            double peak = 1e-9;
            double[] vowel = VOWELS_HERTZ[0];
            double pitch = 130;
            for (int i = 0; i < samples; i++) {
                if (i % SYLLABLE == 0) {
                    vowel = VOWELS_HERTZ[random.nextInt(VOWELS_HERTZ.length)];
                    pitch = 100 + 80 * random.nextDouble();
                }
                double within = (double) (i % SYLLABLE) / SYLLABLE;
                sound[i] = (float) sample(within, pitch * (1.1 - 0.2 * within), vowel);
                peak = Math.max(peak, Math.abs(sound[i]));
            }
            for (int i = 0; i < samples; i++) {
                sound[i] *= (float) (amplitude / peak);
            }
            return sound;
        }

        private double sample(double within, double pitch, double[] vowel) {
            phase += pitch / SECOND;
            double pulse = phase >= 1 ? 1 : 0;
            phase -= Math.floor(phase);
            double voiced = within < 0.2 ? 0 : Math.sin(Math.PI * (within - 0.2) / 0.8);
            double breath = within < 0.2 ? 0.02 : 0.003;
            double excitation = pulse * voiced + breath * random.nextGaussian();
            double out = 0;
            for (int f = 0; f < memory.length; f++) {
                out += resonate(memory[f], excitation, vowel[f], BANDWIDTH_HERTZ[f]) / (1 + f);
            }
            return out;
        }

        private static double resonate(double[] memory, double input, double hertz, double bandwidth) {
            double radius = Math.exp(-Math.PI * bandwidth / SECOND);
            double out = (1 - radius) * input
                    + 2 * radius * Math.cos(2 * Math.PI * hertz / SECOND) * memory[0]
                    - radius * radius * memory[1];
            memory[1] = memory[0];
            memory[0] = out;
            return out;
        }
    }
}
