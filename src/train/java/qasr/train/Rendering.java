package qasr.train;

import java.util.Random;

/** Makes the mel power of a composition, with pauses, loudness, noise, echo and colour drawn at random. */
final class Rendering {
    private static final int BINS = Clip.BINS;
    private static final int BANK = 4096;
    private static final float[] NOISE = noise();

    private final Random random;
    private final double strength;

    /** @param strength 0 gives the recordings with faint noise in the pauses, 1 all augmentation */
    Rendering(Random random, double strength) {
        this.random = random;
        this.strength = strength;
    }

    private static float[] noise() {
        Random random = new Random(7);
        float[] noise = new float[BANK * BINS];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (-0.5 * Math.log(1 - random.nextDouble()) - 0.5 * Math.log(1 - random.nextDouble()));
        }
        return noise;
    }

    /** Returns T × 128 mel power, frame by frame. */
    float[] power(Composition composition) {
        float[] power = new float[composition.frames() * BINS];
        int at = 0;
        for (int i = 0; i < composition.parts().size(); i++) {
            Composition.Part part = composition.parts().get(i);
            float[] clip = part.clip().variants()[part.variant()];
            at += composition.pauses().get(i) * BINS;
            double level = decibels((random.nextDouble() - 0.5) * 6 * strength);
            for (int j = 0; j < clip.length; j++) {
                power[at + j] = (float) (clip[j] * level);
            }
            at += clip.length;
        }
        double mean = 1e-9;
        for (float p : power) {
            mean += p;
        }
        mean = Math.max(1e-4, mean / power.length);
        if (random.nextDouble() < 0.3 * strength) {
            echo(power);
        }
        if (random.nextDouble() < 0.5 * strength) {
            colour(power);
        }
        boolean loud = random.nextDouble() < 0.1 + 0.5 * strength;
        double ratio = loud ? 45 - random.nextDouble() * (10 + 22 * strength) : 50 + random.nextDouble() * 25;
        addNoise(power, mean * decibels(-ratio));
        if (random.nextDouble() < 0.3 * strength) {
            blank(power);
        }
        double gain = decibels((random.nextDouble() - 0.6) * (6 + 18 * strength));
        for (int i = 0; i < power.length; i++) {
            power[i] = (float) (power[i] * gain);
        }
        return power;
    }

    private static double decibels(double db) {
        return Math.pow(10, db / 10);
    }

    private void addNoise(float[] power, double level) {
        double tilt = -4 * random.nextDouble();
        float[] shape = new float[BINS];
        for (int m = 0; m < BINS; m++) {
            shape[m] = (float) (level * Math.exp(tilt * m / BINS));
        }
        int from = random.nextInt(BANK) * BINS;
        for (int i = 0; i < power.length; i++) {
            power[i] += shape[i % BINS] * NOISE[(from + i) % NOISE.length];
        }
    }

    private void echo(float[] power) {
        float decay = (float) Math.pow(10, -6 * 0.01 / (0.15 + 0.45 * random.nextDouble()));
        float wet = (float) ((0.05 + 0.35 * random.nextDouble()) * (1 - decay));
        float[] tail = new float[BINS];
        for (int i = 0; i < power.length; i++) {
            float direct = power[i];
            power[i] += wet * tail[i % BINS];
            tail[i % BINS] = decay * (tail[i % BINS] + direct);
        }
    }

    private void colour(float[] power) {
        double a = (random.nextDouble() - 0.5) * 8;
        double b = (random.nextDouble() - 0.5) * 6;
        double phase = random.nextDouble() * 6.28;
        float[] response = new float[BINS];
        for (int m = 0; m < BINS; m++) {
            response[m] = (float) decibels(a * (m / (double) BINS - 0.5) + b * Math.sin(phase + m * 0.1));
        }
        for (int i = 0; i < power.length; i++) {
            power[i] *= response[i % BINS];
        }
    }

    /** Blanks out a few bands and moments. */
    private void blank(float[] power) {
        int frames = power.length / BINS;
        int low = random.nextInt(BINS);
        int high = Math.min(BINS, low + random.nextInt(14));
        int start = random.nextInt(frames);
        int end = Math.min(frames, start + random.nextInt(8));
        for (int t = 0; t < frames; t++) {
            for (int m = 0; m < BINS; m++) {
                if ((m >= low && m < high) || (t >= start && t < end)) {
                    power[t * BINS + m] *= 1e-4f;
                }
            }
        }
    }
}
