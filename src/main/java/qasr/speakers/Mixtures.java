package qasr.speakers;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * Finds clusters that are no speaker but two who talk at the same time. The mean of such a cluster is a sum of the means of
 * two others, and its pieces are short stretches beside theirs. Similarities inside and between clusters stand for lengths and
 * products of means without noise, so that the measure does not depend on noise and sizes.
 */
final class Mixtures {
    /** The share of a mean that two others explain. For real speakers of the conversations it was chosen on, 0.37 and less. */
    private static final double EXPLAINED = 0.5;

    /** This share for a cluster that never speaks for long: noise makes a cluster of mixtures unlike a sum. */
    private static final double EXPLAINED_IN_FRAGMENTS = 0.3;

    /** The most pieces in a row of such a cluster, 3 s. */
    private static final int FRAGMENT = 3;

    /** The fewest stretches of such a cluster. */
    private static final int FEWEST_FRAGMENTS = 3;

    /** The weight that each of both has at least, in units of the mean. */
    private static final double LEAST_WEIGHT = 0.15;

    /** The share of pieces that are beside others. */
    private static final double BESIDE = 0.5;

    /** The most pieces in a row that are still a stretch of overlap: 3.75 s. */
    private static final int LONGEST = 4;

    private final double[] starts;
    private final double[] ends;

    /** Takes the times of all pieces, in order. */
    Mixtures(double[] starts, double[] ends) {
        this.starts = starts;
        this.ends = ends;
    }

    /** Returns the place of the cluster that two others explain best, if any. */
    OptionalInt best(List<VoiceCluster> clusters) {
        double most = 0;
        int best = -1;
        for (int i = 0; i < clusters.size(); i++) {
            double share = explained(i, clusters) / (isFragments(clusters.get(i)) ? EXPLAINED_IN_FRAGMENTS : EXPLAINED);
            if (share > most) {
                most = share;
                best = i;
            }
        }
        return most < 1 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    /** Returns whether a cluster has several stretches, and none of them is long. */
    private boolean isFragments(VoiceCluster cluster) {
        List<Integer> pieces = cluster.pieces();
        int stretches = 0;
        for (int from = 0, to; from < pieces.size(); from = to) {
            to = afterStretch(pieces, from);
            if (to - from > FRAGMENT) {
                return false;
            }
            stretches++;
        }
        return stretches >= FEWEST_FRAGMENTS;
    }

    /** Returns the place after the last piece of the stretch that begins at {@code from}. */
    private int afterStretch(List<Integer> pieces, int from) {
        int to = from + 1;
        while (to < pieces.size() && pieces.get(to) == pieces.get(to - 1) + 1 && touches(pieces.get(to))) {
            to++;
        }
        return to;
    }

    /** Returns the largest share of a mean that two others, which are not smaller, explain. */
    private double explained(int place, List<VoiceCluster> all) {
        VoiceCluster cluster = all.get(place);
        double most = 0;
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                VoiceCluster a = all.get(i);
                VoiceCluster b = all.get(j);
                if (i != place && j != place && Math.min(a.size(), b.size()) >= cluster.size()) {
                    double share = explained(cluster, a, b);
                    most = share > most && beside(cluster, a, b) >= BESIDE ? share : most;
                }
            }
        }
        return most;
    }

    /** Returns the share of the squared length of a mean that lies in the plane of two others, and between both. */
    static double explained(VoiceCluster cluster, VoiceCluster a, VoiceCluster b) {
        double aa = a.inside();
        double bb = b.inside();
        double ab = a.between(b);
        double area = aa * bb - ab * ab;
        double own = cluster.size() < 2 ? Math.sqrt(aa * bb) : cluster.inside();
        if (area <= 0) {
            return 0;
        }
        double withA = cluster.between(a);
        double withB = cluster.between(b);
        double ofA = (bb * withA - ab * withB) / area;
        double ofB = (aa * withB - ab * withA) / area;
        double least = Math.min(ofA * Math.sqrt(aa), ofB * Math.sqrt(bb));
        return least < LEAST_WEIGHT * Math.sqrt(own) ? 0 : (ofA * withA + ofB * withB) / own;
    }

    /** Returns the share of a cluster's pieces that are in short stretches which touch pieces of two others. */
    private double beside(VoiceCluster cluster, VoiceCluster a, VoiceCluster b) {
        List<Integer> pieces = cluster.pieces();
        int beside = 0;
        for (int from = 0, to; from < pieces.size(); from = to) {
            to = afterStretch(pieces, from);
            int first = pieces.get(from);
            int next = pieces.get(to - 1) + 1;
            boolean touches = (touches(first) && isOf(first - 1, a, b)) || (touches(next) && isOf(next, a, b));
            beside += touches && to - from <= LONGEST ? to - from : 0;
        }
        return (double) beside / pieces.size();
    }

    /** Returns whether a piece begins before the end of the one before it. */
    private boolean touches(int piece) {
        return piece > 0 && piece < starts.length && starts[piece] <= ends[piece - 1];
    }

    private static boolean isOf(int piece, VoiceCluster a, VoiceCluster b) {
        return Collections.binarySearch(a.pieces(), piece) >= 0 || Collections.binarySearch(b.pieces(), piece) >= 0;
    }
}
