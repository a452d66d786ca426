package qasr.speakers;

import java.util.Arrays;

/** The one-to-one assignment of rows to columns with the highest sum (Hungarian algorithm). Takes about n³ steps. */
public final class BestAssignment {
    private BestAssignment() {}

    /**
     * Returns the column of each row, or -1.
     *
     * @param gains [rows][columns]
     */
    public static int[] of(double[][] gains) {
        int rows = gains.length;
        int columns = rows == 0 ? 0 : gains[0].length;
        int n = Math.max(rows, columns);
        double[] row = new double[n + 1];
        double[] column = new double[n + 1];
        int[] owner = new int[n + 1];
        int[] way = new int[n + 1];
        for (int i = 1; i <= n; i++) {
            owner[0] = i;
            int at = 0;
            double[] least = new double[n + 1];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            boolean[] used = new boolean[n + 1];
            do {
                used[at] = true;
                int from = owner[at];
                double step = Double.POSITIVE_INFINITY;
                int next = 0;
                for (int j = 1; j <= n; j++) {
                    if (used[j]) {
                        continue;
                    }
                    double gain = from <= rows && j <= columns ? gains[from - 1][j - 1] : 0;
                    double cost = -gain - row[from] - column[j];
                    if (cost < least[j]) {
                        least[j] = cost;
                        way[j] = at;
                    }
                    if (least[j] < step) {
                        step = least[j];
                        next = j;
                    }
                }
                for (int j = 0; j <= n; j++) {
                    if (used[j]) {
                        row[owner[j]] += step;
                        column[j] -= step;
                    } else {
                        least[j] -= step;
                    }
                }
                at = next;
            } while (owner[at] != 0);
            while (at != 0) {
                owner[at] = owner[way[at]];
                at = way[at];
            }
        }
        int[] found = new int[rows];
        Arrays.fill(found, -1);
        for (int j = 1; j <= columns; j++) {
            if (owner[j] >= 1 && owner[j] <= rows) {
                found[owner[j] - 1] = j - 1;
            }
        }
        return found;
    }
}
