package qasr.speakers;

import java.util.Arrays;
import java.util.Comparator;

/**
 * All eigenvalues and eigenvectors of a symmetric matrix, in double: Householder reflections make it tridiagonal, implicit QL
 * steps make that diagonal. Takes about 3 n³ steps: a second for n = 700.
 */
final class SymmetricEigen {
    private static final int MOST_STEPS = 60;

    private final int n;
    private final double[] values;
    private final double[] beside;
    /** Eigenvectors in rows. */
    private final double[][] vectors;

    private SymmetricEigen(double[][] matrix) {
        n = matrix.length;
        values = new double[n];
        beside = new double[n];
        vectors = new double[n][n];
        double[][] work = new double[n][];
        for (int i = 0; i < n; i++) {
            work[i] = matrix[i].clone();
            vectors[i][i] = 1;
        }
        tridiagonalise(work);
        diagonalise();
    }

    /**
     * The result.
     *
     * @param values ascending
     * @param vectors [value][component], of length 1
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
    record Spectrum(double[] values, double[][] vectors) {}

    /** Returns the spectrum of {@code matrix}, [n][n] and symmetric. */
    static Spectrum of(double[][] matrix) {
        SymmetricEigen eigen = new SymmetricEigen(matrix);
        Integer[] order = new Integer[eigen.n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> eigen.values[i]));
        double[] values = new double[eigen.n];
        double[][] vectors = new double[eigen.n][];
        for (int i = 0; i < eigen.n; i++) {
            values[i] = eigen.values[order[i]];
            vectors[i] = eigen.vectors[order[i]];
        }
        return new Spectrum(values, vectors);
    }

    /** Reflects one column after another, so that only the two numbers beside the diagonal are left. */
    private void tridiagonalise(double[][] a) {
        double[] v = new double[n];
        double[] p = new double[n];
        for (int k = 0; k < n - 2; k++) {
            double norm = 0;
            for (int i = k + 1; i < n; i++) {
                v[i] = a[i][k];
                norm += v[i] * v[i];
            }
            norm = Math.sqrt(norm);
            if (norm == 0) {
                continue;
            }
            double head = v[k + 1] > 0 ? -norm : norm;
            v[k + 1] -= head;
            double square = 0;
            for (int i = k + 1; i < n; i++) {
                square += v[i] * v[i];
            }
            double beta = 2 / square;
            double shared = 0;
            for (int i = k + 1; i < n; i++) {
                double sum = 0;
                for (int j = k + 1; j < n; j++) {
                    sum += a[i][j] * v[j];
                }
                p[i] = beta * sum;
                shared += p[i] * v[i];
            }
            for (int i = k + 1; i < n; i++) {
                p[i] -= beta / 2 * shared * v[i];
            }
            for (int i = k + 1; i < n; i++) {
                for (int j = k + 1; j < n; j++) {
                    a[i][j] -= v[i] * p[j] + p[i] * v[j];
                }
            }
            a[k + 1][k] = head;
            reflect(v, beta, k + 1);
        }
        for (int i = 0; i < n; i++) {
            values[i] = a[i][i];
            beside[i] = i + 1 < n ? a[i + 1][i] : 0;
        }
    }

    /** Multiplies the rows from {@code from} on by the reflection. */
    private void reflect(double[] v, double beta, int from) {
        double[] sums = new double[n];
        for (int i = from; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sums[j] += v[i] * vectors[i][j];
            }
        }
        for (int i = from; i < n; i++) {
            double factor = beta * v[i];
            for (int j = 0; j < n; j++) {
                vectors[i][j] -= factor * sums[j];
            }
        }
    }

    private void diagonalise() {
        for (int first = 0; first < n; first++) {
            int steps = 0;
            int last = unreduced(first);
            while (last > first) {
                if (++steps > MOST_STEPS) {
                    throw new ArithmeticException("the eigenvalues do not converge");
                }
                step(first, last);
                last = unreduced(first);
            }
        }
    }

    /** Returns the end of the block that begins at {@code first}: the number beside its last value is negligible. */
    private int unreduced(int first) {
        int last = first;
        while (last < n - 1
                && Math.abs(beside[last])
                        > Math.ulp(1.0) * (Math.abs(values[last]) + Math.abs(values[last + 1])) + Double.MIN_NORMAL) {
            last++;
        }
        return last;
    }

    /** One implicit QL step with Wilkinson's shift on the block [first, last]. */
    private void step(int first, int last) {
        double half = (values[first + 1] - values[first]) / (2 * beside[first]);
        double root = Math.hypot(half, 1);
        double g = values[last] - values[first] + beside[first] / (half + Math.copySign(root, half));
        double sine = 1;
        double cosine = 1;
        double moved = 0;
        for (int i = last - 1; i >= first; i--) {
            double f = sine * beside[i];
            double b = cosine * beside[i];
            double r = Math.hypot(f, g);
            beside[i + 1] = r;
            if (r == 0) {
                values[i + 1] -= moved;
                beside[last] = 0;
                return;
            }
            sine = f / r;
            cosine = g / r;
            double shifted = values[i + 1] - moved;
            double t = (values[i] - shifted) * sine + 2 * cosine * b;
            moved = sine * t;
            values[i + 1] = shifted + moved;
            g = cosine * t - b;
            rotate(vectors[i], vectors[i + 1], sine, cosine);
        }
        values[first] -= moved;
        beside[first] = g;
        beside[last] = 0;
    }

    private static void rotate(double[] low, double[] high, double sine, double cosine) {
        for (int k = 0; k < low.length; k++) {
            double f = high[k];
            high[k] = sine * low[k] + cosine * f;
            low[k] = cosine * low[k] - sine * f;
        }
    }
}
