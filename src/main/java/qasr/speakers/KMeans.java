package qasr.speakers;

import java.util.Random;

/** k-means with k-means++ starts, of which the best of several is taken. Seeded, so the same points give the same labels. */
final class KMeans {
    private static final int STARTS = 10;
    private static final int MOST_ROUNDS = 300;
    private static final long SEED = 1;

    private KMeans() {}

    /** Returns a label below {@code k} for each point. */
    static int[] labels(double[][] points, int k) {
        Random random = new Random(SEED);
        int[] best = new int[points.length];
        double least = Double.POSITIVE_INFINITY;
        for (int start = 0; start < STARTS && k > 1; start++) {
            double[][] centres = centres(points, k, random);
            int[] labels = new int[points.length];
            double inertia = Double.POSITIVE_INFINITY;
            for (int round = 0; round < MOST_ROUNDS; round++) {
                double now = assign(points, centres, labels);
                if (now >= inertia) {
                    break;
                }
                inertia = now;
                move(points, centres, labels);
            }
            if (inertia < least) {
                least = inertia;
                best = labels;
            }
        }
        return best;
    }

    /** Chooses points as first centres, far ones more likely. */
    private static double[][] centres(double[][] points, int k, Random random) {
        double[][] centres = new double[k][];
        double[] far = new double[points.length];
        java.util.Arrays.fill(far, 1);
        for (int c = 0; c < k; c++) {
            double all = java.util.Arrays.stream(far).sum();
            double left = random.nextDouble() * all;
            int chosen = 0;
            while (chosen < points.length - 1 && (left -= far[chosen]) > 0) {
                chosen++;
            }
            centres[c] = points[chosen].clone();
            for (int i = 0; i < points.length; i++) {
                double distance = distance(points[i], centres[c]);
                far[i] = c == 0 ? distance : Math.min(far[i], distance);
            }
        }
        return centres;
    }

    private static double assign(double[][] points, double[][] centres, int[] labels) {
        double inertia = 0;
        for (int i = 0; i < points.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < centres.length; c++) {
                double distance = distance(points[i], centres[c]);
                if (distance < least) {
                    least = distance;
                    labels[i] = c;
                }
            }
            inertia += least;
        }
        return inertia;
    }

    private static void move(double[][] points, double[][] centres, int[] labels) {
        double[][] sums = Similarities.sums(points, labels, centres.length);
        int[] counts = new int[centres.length];
        for (int label : labels) {
            counts[label]++;
        }
        for (int c = 0; c < centres.length; c++) {
            for (int i = 0; i < sums[c].length && counts[c] > 0; i++) {
                centres[c][i] = sums[c][i] / counts[c];
            }
        }
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
