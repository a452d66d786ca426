package qasr.speakers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random embeddings with the properties of real ones: speakers have something in common, some more than others; noise is
 * partly in a few directions and partly in all; short pieces and pieces of two voices are worse.
 *
 * @param voices in order of time
 * @param speakers of each
 */
@SuppressWarnings("ArrayRecordComponent") // made once and never compared
record Voices(List<VoiceClusters.Voice> voices, int[] speakers) {
    private static final int WIDTH = 192;
    private static final int DIRECTIONS = 6;

    /**
     * Returns a conversation.
     *
     * @param noise the noise in a piece of 1.5 s; 0.6 makes pieces of one speaker 0.6 similar, 1.5 makes them 0.35
     */
    static Voices conversation(Random random, int speakers, int pieces, double noise) {
        double[] common = direction(random);
        double[] kind = direction(random);
        double[][] voices = new double[speakers][];
        for (int k = 0; k < speakers; k++) {
            double[] own = direction(random);
            double side = random.nextBoolean() ? 0.5 : -0.5;
            voices[k] = sum(sum(scaled(common, 0.28), scaled(kind, side)), scaled(own, 0.82));
        }
        double[][] directions = new double[DIRECTIONS][];
        for (int i = 0; i < DIRECTIONS; i++) {
            directions[i] = direction(random);
        }
        List<VoiceClusters.Voice> all = new ArrayList<>();
        int[] labels = new int[pieces];
        int speaker = 0;
        int left = 0;
        int turn = 0;
        double time = 0;
        for (int i = 0; i < pieces; i++) {
            boolean begins = left-- == 0;
            int before = speaker;
            if (begins) {
                speaker = turn < speakers ? turn : random.nextInt(speakers);
                left = random.nextInt(turn++ < speakers ? 5 : 8);
                time += 2;
            }
            boolean mixed = begins && i > 0 && random.nextInt(8) == 0;
            double[] centre = mixed ? sum(scaled(voices[speaker], 0.7), scaled(voices[before], 0.3)) : voices[speaker];
            double[] embedding = sum(centre, noise(random, directions, random.nextInt(10) == 0 ? 2 * noise : noise));
            float[] numbers = new float[WIDTH];
            double gain = 3 + 3 * random.nextDouble();
            for (int j = 0; j < WIDTH; j++) {
                numbers[j] = (float) (gain * embedding[j]);
            }
            all.add(new VoiceClusters.Voice(time, time + 1.5, true, numbers));
            labels[i] = speaker;
            time += 0.75;
        }
        return new Voices(all, labels);
    }

    private static double[] noise(Random random, double[][] directions, double variance) {
        double[] noise = scaled(direction(random), Math.sqrt(0.6 * variance));
        for (double[] direction : directions) {
            noise = sum(noise, scaled(direction, random.nextGaussian() * Math.sqrt(0.4 * variance / DIRECTIONS)));
        }
        return noise;
    }

    private static double[] direction(Random random) {
        double[] vector = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            vector[i] = random.nextGaussian();
        }
        return Similarities.unit(vector);
    }

    private static double[] scaled(double[] vector, double factor) {
        double[] scaled = vector.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        Similarities.add(sum, b);
        return sum;
    }
}
