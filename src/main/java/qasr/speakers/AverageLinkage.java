package qasr.speakers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Agglomerative clustering with average linkage: again and again, the two clusters with the highest mean similarity are merged.
 * Takes n² numbers of memory and about n² steps.
 */
final class AverageLinkage {
    /** Two clusters became one: {@code into} takes {@code from}, which has the higher first item. */
    record Merge(int into, int from, double similarity) {}

    private final double[][] similarity;
    private final double[] sizes;
    private final boolean[] gone;
    /** By cluster: the most similar cluster. */
    private final int[] nearest;

    private AverageLinkage(double[][] similarity, double[] sizes) {
        this.similarity = similarity;
        this.sizes = sizes;
        gone = new boolean[sizes.length];
        nearest = new int[sizes.length];
    }

    /**
     * Returns all merges in order, one less than items. With average linkage, later merges are less similar.
     *
     * @param similarities [n][n], symmetric; not changed
     * @param sizes how many pieces each item stands for
     */
    static List<Merge> merges(double[][] similarities, double[] sizes) {
        double[][] copy = new double[similarities.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = similarities[i].clone();
        }
        return new AverageLinkage(copy, sizes.clone()).run();
    }

    /** Returns the labels after the first merges whose similarity is at least {@code least}, by first appearance. */
    static int[] labels(List<Merge> merges, int items, double least) {
        int count = 0;
        while (count < merges.size() && merges.get(count).similarity() >= least) {
            count++;
        }
        return labels(merges.subList(0, count), items);
    }

    /** Returns the labels after these merges, by first appearance. */
    static int[] labels(List<Merge> merges, int items) {
        int[] owner = new int[items];
        Arrays.setAll(owner, i -> i);
        for (Merge merge : merges) {
            owner[merge.from()] = merge.into();
        }
        for (int i = 0; i < items; i++) {
            owner[i] = owner[owner[i]]; // a cluster has the number of its first item, which was settled before
        }
        return Labels.numbered(owner);
    }

    private List<Merge> run() {
        int n = sizes.length;
        for (int i = 0; i < n; i++) {
            find(i);
        }
        List<Merge> merges = new ArrayList<>();
        while (merges.size() < n - 1) {
            int a = -1;
            for (int i = 0; i < n; i++) {
                if (!gone[i] && (a < 0 || similarity[i][nearest[i]] > similarity[a][nearest[a]])) {
                    a = i;
                }
            }
            merge(Math.min(a, nearest[a]), Math.max(a, nearest[a]), merges);
        }
        return merges;
    }

    private void merge(int into, int from, List<Merge> merges) {
        merges.add(new Merge(into, from, similarity[into][from]));
        double all = sizes[into] + sizes[from];
        gone[from] = true;
        for (int i = 0; i < sizes.length; i++) {
            if (!gone[i] && i != into) {
                double mean = (sizes[into] * similarity[into][i] + sizes[from] * similarity[from][i]) / all;
                similarity[into][i] = mean;
                similarity[i][into] = mean;
            }
        }
        sizes[into] = all;
        for (int i = 0; i < sizes.length; i++) {
            if (gone[i]) {
                continue;
            }
            if (i == into || nearest[i] == from || nearest[i] == into) {
                find(i);
            } else if (similarity[i][into] > similarity[i][nearest[i]]) {
                nearest[i] = into;
            }
        }
    }

    private void find(int i) {
        int best = -1;
        for (int j = 0; j < sizes.length; j++) {
            if (j != i && !gone[j] && (best < 0 || similarity[i][j] > similarity[i][best])) {
                best = j;
            }
        }
        nearest[i] = best;
    }
}
