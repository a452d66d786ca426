package qasr.speakers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Neighbouring pieces that are alike and count as one item of the linkage.
 *
 * @param owners the item of each piece; -1 if the piece was left out
 * @param means the mean of each item's embeddings, not of length 1: products of means are mean products
 * @param sizes how many pieces each item has
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
record NeighbourGroups(int[] owners, double[][] means, double[] sizes) {
    /**
     * Joins neighbours that touch and are as alike as {@code level}, until {@code most} items are left. If this does not help,
     * the shortest are left out.
     *
     * @param touching for each piece whether it touches the one before
     */
    static NeighbourGroups of(double[][] units, boolean[] touching, double level, int most) {
        List<int[]> runs = new ArrayList<>();
        List<double[]> sums = new ArrayList<>();
        for (int i = 0; i < units.length; i++) {
            runs.add(new int[] {i, i + 1});
            sums.add(units[i]);
        }
        boolean helps = true;
        while (runs.size() > most && helps) {
            List<int[]> longer = new ArrayList<>();
            List<double[]> longerSums = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                int[] run = runs.get(i);
                double[] sum = sums.get(i);
                boolean joins = i + 1 < runs.size()
                        && touching[run[1]]
                        && Similarities.dot(Similarities.unit(sum), Similarities.unit(sums.get(i + 1))) >= level;
                if (joins) {
                    i++;
                    sum = sum.clone();
                    Similarities.add(sum, sums.get(i));
                    run = new int[] {run[0], runs.get(i)[1]};
                }
                longer.add(run);
                longerSums.add(sum);
            }
            helps = longer.size() < runs.size();
            runs = longer;
            sums = longerSums;
        }
        return of(units, longest(runs, most));
    }

    private static List<int[]> longest(List<int[]> runs, int most) {
        if (runs.size() <= most) {
            return runs;
        }
        List<int[]> sorted = new ArrayList<>(runs);
        sorted.sort(Comparator.comparingInt((int[] run) -> run[0] - run[1]).thenComparingInt(run -> run[0]));
        List<int[]> kept = new ArrayList<>(sorted.subList(0, most));
        kept.sort(Comparator.comparingInt(run -> run[0]));
        return kept;
    }

    private static NeighbourGroups of(double[][] units, List<int[]> runs) {
        int[] owners = new int[units.length];
        Arrays.fill(owners, -1);
        double[][] means = new double[runs.size()][units[0].length];
        double[] sizes = new double[runs.size()];
        for (int g = 0; g < means.length; g++) {
            int[] run = runs.get(g);
            Arrays.fill(owners, run[0], run[1], g);
            sizes[g] = run[1] - run[0];
            for (int i = run[0]; i < run[1]; i++) {
                Similarities.add(means[g], units[i]);
            }
            for (int i = 0; i < means[g].length; i++) {
                means[g][i] /= sizes[g];
            }
        }
        return new NeighbourGroups(owners, means, sizes);
    }

    int size() {
        return sizes.length;
    }

    /** Returns how many clusters have at least {@code least} pieces. */
    long large(int[] labels, int least) {
        double[] pieces = new double[Labels.count(labels)];
        for (int i = 0; i < labels.length; i++) {
            pieces[labels[i]] += sizes[i];
        }
        return Arrays.stream(pieces).filter(size -> size >= least).count();
    }

    /** Returns the clusters of pieces, of the labels of the items. */
    List<VoiceCluster> clusters(int[] labels, double[][] units) {
        List<List<Integer>> pieces = new ArrayList<>();
        for (int i = 0; i < Labels.count(labels); i++) {
            pieces.add(new ArrayList<>());
        }
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] >= 0) {
                pieces.get(labels[owners[i]]).add(i);
            }
        }
        return pieces.stream().map(each -> VoiceCluster.of(each, units)).toList();
    }
}
