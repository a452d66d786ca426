package qasr.speakers;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Clusters embeddings by the published rules of 3D-Speaker, which {@link VoiceClusters} is measured against. Up to 39
 * embeddings are clustered by average linkage, more by the spectrum of their nearest neighbours; then small clusters are
 * dissolved and similar ones merged.
 *
 * <p>Known faults, which are kept here: a requested number is ignored below 40 embeddings, merging can undercut it, and a
 * speaker with four embeddings or fewer is lost.
 */
public final class PublishedClustering {
    private static final int FEWEST_FOR_SPECTRUM = 40;
    private static final double SAME_IN_PAIRS = 0.4;
    private static final double SAME_MEANS = 0.8;
    private static final int MINOR = 4;
    private static final double DROPPED = 1 - 0.012;
    private static final int LEAST_KEPT = 6;
    private static final int MOST_SPEAKERS = 15;

    /**
     * The labels after each stage.
     *
     * @param first by average linkage or k-means, by first appearance
     * @param major without small clusters
     * @param last after merging; numbers may have holes
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
    record Stages(int[] first, int[] major, int[] last) {}

    private PublishedClustering() {}

    /**
     * Returns a label for each embedding, numbered by first appearance.
     *
     * @param wanted the number of speakers, if it is known
     */
    public static int[] labels(double[][] embeddings, OptionalInt wanted) {
        return embeddings.length == 0
                ? new int[0]
                : Labels.numbered(stages(embeddings, wanted).last());
    }

    static Stages stages(double[][] embeddings, OptionalInt wanted) {
        int n = embeddings.length;
        int[] first = n < FEWEST_FOR_SPECTRUM ? linked(embeddings) : spectral(embeddings, wanted);
        int[] major = n == 1 ? first : withoutMinor(embeddings, first);
        return new Stages(first, major, merged(embeddings, major));
    }

    private static int[] linked(double[][] embeddings) {
        return AverageLinkage.labels(linkage(embeddings), embeddings.length, SAME_IN_PAIRS);
    }

    static List<AverageLinkage.Merge> linkage(double[][] embeddings) {
        double[] sizes = new double[embeddings.length];
        Arrays.fill(sizes, 1);
        return AverageLinkage.merges(Similarities.products(Similarities.units(embeddings)), sizes);
    }

    private static int[] spectral(double[][] embeddings, OptionalInt wanted) {
        SymmetricEigen.Spectrum spectrum = SymmetricEigen.of(laplacian(embeddings));
        int speakers = wanted.orElseGet(() -> speakers(spectrum.values()));
        double[][] points = new double[embeddings.length][speakers];
        for (int i = 0; i < points.length; i++) {
            for (int k = 0; k < speakers; k++) {
                points[i][k] = spectrum.vectors()[k][i];
            }
        }
        return Labels.numbered(KMeans.labels(points, speakers));
    }

    /** Returns how many of the smallest eigenvalues come before the largest gap. */
    static int speakers(double[] values) {
        int best = 0;
        for (int i = 1; i < MOST_SPEAKERS && i + 1 < values.length; i++) {
            if (values[i + 1] - values[i] > values[best + 1] - values[best]) {
                best = i;
            }
        }
        return best + 1;
    }

    /** Returns how many similarities of {@code n} a row keeps, its own among them. */
    static int keptPerRow(int n) {
        return n - Math.min((int) (DROPPED * n), n - LEAST_KEPT);
    }

    /** Returns the Laplacian of the graph of nearest neighbours, weighted by cosine. */
    static double[][] laplacian(double[][] embeddings) {
        double[][] cosines = Similarities.products(Similarities.units(embeddings));
        int n = cosines.length;
        for (double[] row : cosines) {
            double[] sorted = row.clone();
            Arrays.sort(sorted);
            double least = sorted[n - keptPerRow(n)];
            for (int j = 0; j < n; j++) {
                row[j] = row[j] < least ? 0 : row[j];
            }
        }
        double[][] laplacian = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    double weight = (cosines[i][j] + cosines[j][i]) / 2;
                    laplacian[i][j] = -weight;
                    laplacian[i][i] += Math.abs(weight);
                }
            }
        }
        return laplacian;
    }

    /** Gives each embedding of a small cluster to the nearest mean of the others, as the means are at the beginning. */
    static int[] withoutMinor(double[][] embeddings, int[] labels) {
        int[] sizes = Labels.sizes(labels);
        int[] majors = java.util.stream.IntStream.range(0, sizes.length)
                .filter(label -> sizes[label] > MINOR)
                .toArray();
        if (majors.length == 0) {
            return new int[labels.length];
        }
        double[][] all = Similarities.units(Similarities.sums(embeddings, labels, sizes.length));
        double[][] means = Arrays.stream(majors).mapToObj(label -> all[label]).toArray(double[][]::new);
        int[] moved = labels.clone();
        for (int i = 0; i < moved.length; i++) {
            if (sizes[moved[i]] <= MINOR) {
                moved[i] = majors[Similarities.nearest(Similarities.unit(embeddings[i]), means)];
            }
        }
        return moved;
    }

    /** Merges the two nearest clusters while the cosine of their means is high; the lower number stays. */
    static int[] merged(double[][] embeddings, int[] labels) {
        int[] merged = labels.clone();
        while (true) {
            int count = Labels.count(merged);
            double[][] means = Similarities.units(Similarities.sums(embeddings, merged, count));
            int low = -1;
            int high = -1;
            double most = Double.NEGATIVE_INFINITY;
            for (int a = 0; a < count; a++) {
                for (int b = a + 1; b < count; b++) {
                    double cosine = Similarities.dot(means[a], means[b]);
                    if (cosine > most) {
                        most = cosine;
                        low = a;
                        high = b;
                    }
                }
            }
            if (!(most >= SAME_MEANS)) {
                return merged;
            }
            for (int i = 0; i < merged.length; i++) {
                merged[i] = merged[i] == high ? low : merged[i];
            }
        }
    }
}
