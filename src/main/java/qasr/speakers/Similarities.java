package qasr.speakers;

/** Cosines of embeddings. Vectors are double[]; a vector of zeros has the cosine 0 with all others. */
final class Similarities {
    private Similarities() {}

    /** Returns copies of length 1. */
    static double[][] units(double[][] embeddings) {
        double[][] units = new double[embeddings.length][];
        for (int i = 0; i < units.length; i++) {
            units[i] = unit(embeddings[i]);
        }
        return units;
    }

    /** Returns a copy of length 1, or zeros for zeros. */
    static double[] unit(double[] vector) {
        double norm = Math.sqrt(dot(vector, vector));
        double[] unit = vector.clone();
        for (int i = 0; i < unit.length && norm > 0; i++) {
            unit[i] /= norm;
        }
        return unit;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Returns the products of all pairs, [n][n]; of units, the cosines. */
    static double[][] products(double[][] vectors) {
        int n = vectors.length;
        double[][] products = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                products[i][j] = dot(vectors[i], vectors[j]);
                products[j][i] = products[i][j];
            }
        }
        return products;
    }

    /** Adds {@code vector} to {@code sum}. */
    static void add(double[] sum, double[] vector) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector[i];
        }
    }

    /** Returns the sums of the vectors of each label, [labels][width]. */
    static double[][] sums(double[][] vectors, int[] labels, int count) {
        double[][] sums = new double[count][vectors[0].length];
        for (int i = 0; i < labels.length; i++) {
            add(sums[labels[i]], vectors[i]);
        }
        return sums;
    }

    /** Returns the place of the vector with the highest product; of equal ones, the first. */
    static int nearest(double[] vector, double[][] others) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < others.length; i++) {
            double product = dot(vector, others[i]);
            if (product > most) {
                best = i;
                most = product;
            }
        }
        return best;
    }
}
