package qasr.vad;

import java.util.Random;
import qasr.testing.Signals;

/** Random recordings as the chunker meets them: a length, samples, one probability for each VAD frame. */
final class RandomSpeech {
    private static final float[] EDGES = {0.01f, 0.2f, 0.34f, 0.35f, 0.36f, 0.45f, 0.49f, 0.5f, 0.51f, 0.9f, 1};

    private RandomSpeech() {}

    static int frames(int samples) {
        return (samples + SpeechDetector.FRAME_SAMPLES - 1) / SpeechDetector.FRAME_SAMPLES;
    }

    /** Returns runs of speech, silence and doubt, from single frames to long stretches. */
    static float[] probabilities(Random random, int frames) {
        float[] probabilities = new float[frames];
        int at = 0;
        while (at < frames) {
            int kind = random.nextInt(5);
            int longest = random.nextBoolean() ? 6 : random.nextBoolean() ? 60 : 600;
            int run = Math.min(1 + random.nextInt(longest), frames - at);
            for (int i = 0; i < run; i++) {
                probabilities[at++] = switch (kind) {
                    case 0, 1 -> 0.6f + 0.4f * random.nextFloat();
                    case 2, 3 -> 0.3f * random.nextFloat();
                    default -> EDGES[random.nextInt(EDGES.length)];
                };
            }
        }
        return probabilities;
    }

    static VadOptions options(Random random) {
        if (random.nextInt(3) == 0) {
            return VadOptions.DEFAULT;
        }
        float threshold = EDGES[1 + random.nextInt(EDGES.length - 1)];
        float negThreshold = random.nextBoolean()
                ? VadOptions.withThreshold(threshold).negThreshold()
                : threshold * (0.1f + 0.9f * random.nextFloat());
        return new VadOptions(threshold, negThreshold, random.nextInt(600), random.nextInt(900), random.nextInt(400));
    }

    /** Returns noise that grows and fades, so that every place has another loudness. */
    static float[] samples(Random random, int samples) {
        float[] noise = Signals.noise(random.nextLong(), 0.5, samples);
        double rate = 1 + 9 * random.nextDouble();
        for (int i = 0; i < samples; i++) {
            noise[i] *= (float) (0.55 + 0.45 * Math.sin(rate * i / Signals.SECOND));
        }
        return noise;
    }
}
