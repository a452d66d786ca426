package qasr.testing;

import java.util.Random;

/** Sound in which nobody speaks, 16 kHz mono, the same on every machine. */
public final class Backgrounds {
    private static final int SECOND = Signals.SECOND;

    private Backgrounds() {}

    /** Returns noise with as much power in each octave, as Paul Kellet's sum of three filters makes it. */
    public static float[] pink(long seed, double amplitude, int samples) {
        Random random = new Random(seed);
        float[] pink = new float[samples];
        double slow = 0;
        double middle = 0;
        double fast = 0;
        for (int i = 0; i < samples; i++) {
            double white = 2 * random.nextDouble() - 1;
            slow = 0.99765 * slow + white * 0.0990460;
            middle = 0.96300 * middle + white * 0.2965164;
            fast = 0.57000 * fast + white * 1.0526913;
            pink[i] = (float) (amplitude * (slow + middle + fast + white * 0.1848) / 4);
        }
        return pink;
    }

    /** Returns the hum of the mains: 50 Hz with its harmonics, over faint noise. */
    public static float[] hum(long seed, double amplitude, int samples) {
        float[] hum = Signals.noise(seed, amplitude / 20, samples);
        for (int harmonic = 1; harmonic <= 6; harmonic++) {
            hum = Signals.mix(hum, Signals.tone(50 * harmonic, amplitude / (harmonic * harmonic), samples));
        }
        return hum;
    }

    /** Returns struck chords, one in half a second, each of three notes with six harmonics that die away. */
    public static float[] chords(double amplitude, int samples) {
        double[][] progression = {{262, 330, 392}, {220, 262, 330}, {175, 220, 262}, {196, 247, 294}};
        float[] music = new float[samples];
        for (int i = 0; i < samples; i++) {
            double[] chord = progression[i / (SECOND / 2) % progression.length];
            double time = (double) (i % (SECOND / 2)) / SECOND;
            double sum = 0;
            for (double note : chord) {
                for (int harmonic = 1; harmonic <= 6; harmonic++) {
                    sum += Math.sin(2 * Math.PI * note * harmonic * time) / harmonic * Math.exp(-3 * harmonic * time);
                }
            }
            music[i] = (float) (amplitude * sum / 4 * Math.min(1, time * 100));
        }
        return music;
    }

    /** Returns silence with a click of two milliseconds in each third of a second. */
    public static float[] clicks(long seed, double amplitude, int samples) {
        float[] clicks = Signals.noise(seed, 1e-4, samples);
        Random random = new Random(seed);
        for (int start = SECOND / 10; start + 32 < samples; start += SECOND / 3) {
            for (int i = 0; i < 32; i++) {
                clicks[start + i] += (float) (amplitude * (2 * random.nextDouble() - 1) * Math.exp(-i / 8.0));
            }
        }
        return clicks;
    }
}
