package qasr.speakers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Clusters embeddings by the published rules of pyannote 3.1, which {@link VoiceClusters} is measured against: centroid
 * linkage of unit vectors by Euclidean distance, cut at a threshold. Small clusters then join large ones. Takes n² numbers of
 * memory and n³ steps.
 *
 * <p>Known faults, which are kept here: a speaker with less than the minimum size is lost, a requested number holds only
 * where a step of the linkage has as many large clusters, and the threshold suits one network.
 */
final class CentroidClustering {
    /** The threshold that is published for wespeaker-voxceleb-resnet34-LM, a distance of unit vectors. */
    static final double PUBLISHED_THRESHOLD = 0.7045654963945799;

    private static final int MOST_OF_MINIMUM = 12;
    private static final double SHARE_OF_MINIMUM = 0.1;

    /**
     * Two clusters became one.
     *
     * @param into the number of the first item of both
     * @param from the number of the other cluster's first item
     * @param height the distance of their means; a later one can be lower
     * @param highest the largest height inside the new cluster
     * @param size the items of the new cluster
     */
    record Step(int into, int from, double height, double highest, int size) {}

    private final double[][] units;
    private final double threshold;
    private final int minimum;
    private final List<Step> steps;

    private CentroidClustering(double[][] embeddings, double threshold) {
        units = Similarities.units(embeddings);
        this.threshold = threshold;
        minimum = minimumSize(units.length);
        steps = steps(units);
    }

    /** Returns a label for each embedding, numbered by first appearance. */
    static int[] labels(double[][] embeddings, SpeakerCount wanted, double threshold) {
        return embeddings.length < 2
                ? new int[embeddings.length]
                : new CentroidClustering(embeddings, threshold).labels(wanted);
    }

    /** Returns the fewest of {@code n} items that are a large cluster. */
    static int minimumSize(int n) {
        return Math.min(MOST_OF_MINIMUM, Math.max(1, (int) Math.rint(SHARE_OF_MINIMUM * n)));
    }

    /** Returns all steps of the linkage in their order, one less than items. */
    static List<Step> steps(double[][] units) {
        int n = units.length;
        double[][] squares = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                squares[i][j] = square(units[i], units[j]);
            }
        }
        int[] sizes = new int[n];
        Arrays.fill(sizes, 1);
        double[] highest = new double[n];
        List<Step> steps = new ArrayList<>();
        while (steps.size() < n - 1) {
            int[] pair = closest(squares, sizes);
            int into = pair[0];
            int from = pair[1];
            double height = Math.sqrt(squares[into][from]);
            highest[into] = Math.max(height, Math.max(highest[into], highest[from]));
            merge(squares, sizes, into, from);
            steps.add(new Step(into, from, height, highest[into], sizes[into]));
        }
        return steps;
    }

    private static double square(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    /** Returns the two nearest clusters; those of size 0 are gone. */
    private static int[] closest(double[][] squares, int[] sizes) {
        int[] best = {-1, -1};
        for (int i = 0; i < sizes.length; i++) {
            for (int j = i + 1; j < sizes.length && sizes[i] > 0; j++) {
                if (sizes[j] > 0 && (best[0] < 0 || squares[i][j] < squares[best[0]][best[1]])) {
                    best[0] = i;
                    best[1] = j;
                }
            }
        }
        return best;
    }

    /** Computes the distances of the new mean from the old distances alone. */
    private static void merge(double[][] squares, int[] sizes, int into, int from) {
        double all = sizes[into] + sizes[from];
        double first = sizes[into] / all;
        double second = sizes[from] / all;
        double between = squares[into][from];
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] > 0 && i != into && i != from) {
                double square = first * squares[into][i] + second * squares[from][i] - first * second * between;
                squares[into][i] = Math.max(0, square);
                squares[i][into] = squares[into][i];
            }
        }
        sizes[into] += sizes[from];
        sizes[from] = 0;
    }

    private int[] labels(SpeakerCount wanted) {
        // A cluster counts as higher than all steps inside it, so this is a cut through the tree in spite of lower
        // later steps.
        int[] labels = AverageLinkage.labels(
                steps.stream()
                        .filter(step -> step.highest() <= threshold)
                        .map(CentroidClustering::merge)
                        .toList(),
                units.length);
        int large = large(labels);
        int target = Math.max(wanted.least(), Math.min(wanted.most(), large));
        return withoutSmall(target == large ? labels : after(target));
    }

    private static AverageLinkage.Merge merge(Step step) {
        return new AverageLinkage.Merge(step.into(), step.from(), -step.height());
    }

    private int[] labelsAfter(int count) {
        return AverageLinkage.labels(
                steps.subList(0, count).stream().map(CentroidClustering::merge).toList(), units.length);
    }

    /** Returns the labels after the step nearest the threshold that has {@code target} large clusters, or nearly as many. */
    private int[] after(int target) {
        int[] outwards = IntStream.range(0, steps.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> Math.abs(steps.get(i).height() - threshold)))
                .mapToInt(i -> i)
                .toArray();
        int[] best = new int[units.length];
        int bestLarge = 1;
        for (int i : outwards) {
            if (steps.get(i).size() < minimum) {
                continue; // the number of large clusters is that of the step before
            }
            int[] labels = labelsAfter(i + 1);
            int large = large(labels);
            if (Math.abs(large - target) < Math.abs(bestLarge - target)) {
                best = labels;
                bestLarge = large;
            }
            if (large == target) {
                break;
            }
        }
        return best;
    }

    private int large(int[] labels) {
        return (int) Arrays.stream(Labels.sizes(labels))
                .filter(size -> size >= minimum)
                .count();
    }

    /** Gives each small cluster as a whole to the large one whose mean has the highest cosine with its mean. */
    private int[] withoutSmall(int[] labels) {
        int[] sizes = Labels.sizes(labels);
        int[] large = IntStream.range(0, sizes.length)
                .filter(label -> sizes[label] >= minimum)
                .toArray();
        if (large.length == 0) {
            return new int[labels.length];
        }
        double[][] means = Similarities.units(Similarities.sums(units, labels, sizes.length));
        double[][] others = Arrays.stream(large).mapToObj(label -> means[label]).toArray(double[][]::new);
        int[] becomes = IntStream.range(0, sizes.length)
                .map(label -> sizes[label] >= minimum ? label : large[Similarities.nearest(means[label], others)])
                .toArray();
        return Labels.numbered(
                Arrays.stream(labels).map(label -> becomes[label]).toArray());
    }
}
