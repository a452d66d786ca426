package qasr.speakers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Pieces that one speaker seems to have said.
 *
 * @param pieces their numbers, rising; not empty
 * @param sum the sum of their embeddings, each of length 1
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
record VoiceCluster(List<Integer> pieces, double[] sum) {
    private static final double LEAST_INSIDE = 0.05;

    static VoiceCluster of(List<Integer> pieces, double[][] units) {
        double[] sum = new double[units[0].length];
        pieces.forEach(i -> Similarities.add(sum, units[i]));
        return new VoiceCluster(List.copyOf(pieces), sum);
    }

    VoiceCluster with(VoiceCluster other, double[][] units) {
        List<Integer> both = new ArrayList<>(pieces);
        both.addAll(other.pieces);
        both.sort(Comparator.naturalOrder());
        return of(both, units);
    }

    int size() {
        return pieces.size();
    }

    /** Returns the mean direction, of length 1. */
    double[] mean() {
        return Similarities.unit(sum);
    }

    /** Returns the mean similarity of this cluster's pieces to those of another. */
    double between(VoiceCluster other) {
        return Similarities.dot(sum, other.sum) / ((double) size() * other.size());
    }

    /** Returns the mean similarity of different pieces. */
    private double within() {
        double n = size();
        return n < 2 ? 1 : (Similarities.dot(sum, sum) - n) / (n * (n - 1));
    }

    /** Returns the mean similarity of different pieces, or a little if it is less. */
    double inside() {
        return Math.max(LEAST_INSIDE, within());
    }

    /** Returns the similarity to another cluster in units of the similarity inside both: about 1 for the same speaker. */
    double likeness(VoiceCluster other) {
        return between(other) / Math.sqrt(inside() * other.inside());
    }
}
