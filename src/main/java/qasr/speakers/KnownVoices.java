package qasr.speakers;

import java.util.ArrayList;
import java.util.List;

/**
 * The voices of known people. A speaker gets a name only if the voices are clearly alike, and no two speakers get the same.
 *
 * @param names of the people
 * @param means the mean embedding of each, of length 1; biometric data
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
public record KnownVoices(List<String> names, double[][] means) {
    /**
     * The least cosine for a name. Means of several seconds of one person are usually above 0.6, those of different people below
     * 0.4.
     */
    public static final double LEAST_COSINE = 0.5;

    /** No known voices. */
    public static final KnownVoices NONE = new KnownVoices(List.of(), new double[0][]);

    public KnownVoices {
        names = List.copyOf(names);
    }

    /** Returns the name of each speaker: the person's, or S1, S2 and so on. */
    public List<String> of(double[][] speakers) {
        double[][] gains = new double[speakers.length][means.length];
        for (int i = 0; i < speakers.length; i++) {
            for (int j = 0; j < means.length; j++) {
                double cosine = Similarities.dot(Similarities.unit(speakers[i]), means[j]);
                gains[i][j] = cosine >= LEAST_COSINE ? cosine : 0;
            }
        }
        int[] best = BestAssignment.of(gains);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < speakers.length; i++) {
            boolean known = best[i] >= 0 && gains[i][best[i]] > 0;
            found.add(known ? names.get(best[i]) : "S" + (i + 1));
        }
        return found;
    }

    /** Returns the mean direction of embeddings, of length 1. */
    public static double[] mean(List<float[]> embeddings) {
        double[] sum = new double[embeddings.get(0).length];
        for (float[] embedding : embeddings) {
            double[] vector = new double[embedding.length];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = embedding[i];
            }
            Similarities.add(sum, Similarities.unit(vector));
        }
        return Similarities.unit(sum);
    }
}
