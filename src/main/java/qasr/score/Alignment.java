package qasr.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The alignment of two texts with the fewest errors and, among those, the fewest substitutions.
 *
 * <p>Counting keeps one row of the edit distance table, within a band that grows with the number of errors (Ukkonen
 * 1985). The pairs are found by divide and conquer (Hirschberg 1975) within such bands. Memory is linear in the lengths of the
 * texts.
 */
public final class Alignment {
    /** The cost of an error: more than any number of substitutions. */
    private static final long ERROR = 1L << 32;

    private static final long SUBSTITUTION = ERROR + 1;
    /** The cost of a minor unit that the other text does not have: between alignments with as many errors it decides. */
    private static final long MINOR = ERROR - 1;

    private static final long FAR = Long.MAX_VALUE / 4;

    /** The largest number of cells for which the whole table is kept. */
    private static final long SMALL = 1 << 16;

    private final List<String> reference;
    private final List<String> hypothesis;
    private final int[] a;
    private final int[] b;
    /** The number of the minor unit, or -1. */
    private final int minor;

    /** A unit of the reference and the aligned unit of the hypothesis; "" for a missing one. */
    public record Pair(String reference, String hypothesis) {
        /** Returns whether both are equal. */
        public boolean isHit() {
            return reference.equals(hypothesis);
        }
    }

    /** Aligns two lists of units. No unit may be "". */
    public Alignment(List<String> reference, List<String> hypothesis) {
        this(reference, hypothesis, "");
    }

    /**
     * Aligns two lists of units. No unit may be "".
     *
     * @param minor a unit that {@link #pairs} never pairs with another one, and whose errors they have rather than those of
     *     others if the number of errors is the same
     */
    public Alignment(List<String> reference, List<String> hypothesis, String minor) {
        this.reference = List.copyOf(reference);
        this.hypothesis = List.copyOf(hypothesis);
        Map<String, Integer> numbers = new HashMap<>();
        a = numbered(reference, numbers);
        b = numbered(hypothesis, numbers);
        this.minor = numbers.getOrDefault(minor, -1);
    }

    private static int[] numbered(List<String> units, Map<String, Integer> numbers) {
        return units.stream()
                .mapToInt(unit -> numbers.computeIfAbsent(unit, key -> numbers.size()))
                .toArray();
    }

    /** Returns the number of errors of each kind. */
    public Errors errors() {
        long all = (long) a.length + b.length;
        long band = Math.abs(a.length - b.length) + 64L;
        long cost = banded(Math.min(band, all));
        while (cost / ERROR > band && band < all) {
            band *= 4;
            cost = banded(Math.min(band, all));
        }
        long errors = cost / ERROR;
        long substitutions = cost % ERROR;
        long deletions = (errors - substitutions + a.length - b.length) / 2;
        return new Errors(
                a.length - substitutions - deletions, substitutions, deletions, errors - substitutions - deletions);
    }

    /**
     * Returns the lowest cost within {@code band} of the diagonal. It is the lowest cost overall if it has at most
     * {@code band} errors.
     */
    private long banded(long band) {
        long[] row = new long[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            row[j] = j <= band ? j * ERROR : FAR;
        }
        for (int i = 1; i <= a.length; i++) {
            int from = (int) Math.max(1, i - band);
            int to = (int) Math.min(b.length, i + band);
            long diagonal = row[from - 1];
            row[from - 1] = from == 1 && i <= band ? i * ERROR : FAR;
            for (int j = from; j <= to; j++) {
                long above = row[j];
                long changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : SUBSTITUTION);
                row[j] = Math.min(changed, Math.min(above, row[j - 1]) + ERROR);
                diagonal = above;
            }
        }
        return row[b.length];
    }

    /** Returns the least cost up to two units, of those up to the units before. */
    private long cell(long diagonal, long above, long left, int unit, int other) {
        long apart = Math.min(above + alone(unit), left + alone(other));
        if (unit != other && (unit == minor || other == minor)) {
            return apart;
        }
        return Math.min(diagonal + (unit == other ? 0 : SUBSTITUTION), apart);
    }

    /** Returns the cost of a unit that the other text does not have. */
    private long alone(int unit) {
        return unit == minor ? MINOR : ERROR;
    }

    /** Returns the aligned pairs in order. */
    public List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        align(0, a.length, 0, b.length, band(), pairs);
        return pairs;
    }

    /** Returns a number of errors that {@link #pairs} do not exceed. */
    private long band() {
        if ((long) a.length * b.length <= SMALL) {
            return Math.max(a.length, b.length);
        }
        return (minor < 0 ? 1 : 2) * errors().total(); // instead of a substitution, a minor unit has two errors
    }

    /**
     * Adds the pairs of two parts.
     *
     * @param band a number of errors that they do not exceed, so that no pair is farther from the diagonal
     */
    private void align(int a0, int a1, int b0, int b1, long band, List<Pair> pairs) {
        int head = 0;
        while (a0 + head < a1 && b0 + head < b1 && a[a0 + head] == b[b0 + head]) {
            pairs.add(pair(a0 + head, b0 + head));
            head++;
        }
        int tail = 0;
        while (a1 - tail > a0 + head && b1 - tail > b0 + head && a[a1 - tail - 1] == b[b1 - tail - 1]) {
            tail++;
        }
        middle(a0 + head, a1 - tail, b0 + head, b1 - tail, band, pairs);
        for (int k = tail; k > 0; k--) {
            pairs.add(pair(a1 - k, b1 - k));
        }
    }

    private void middle(int a0, int a1, int b0, int b1, long band, List<Pair> pairs) {
        if (a1 - a0 <= 1 || (long) (a1 - a0) * (b1 - b0) <= SMALL) {
            table(a0, a1, b0, b1, pairs);
            return;
        }
        int half = (a0 + a1) / 2;
        long[] forward = lastRow(a0, half, b0, b1, band, false);
        long[] backward = lastRow(half, a1, b0, b1, band, true);
        int best = 0;
        for (int j = 0; j <= b1 - b0; j++) {
            if (forward[j] + backward[b1 - b0 - j] < forward[best] + backward[b1 - b0 - best]) {
                best = j;
            }
        }
        align(a0, half, b0, b0 + best, errors(forward[best]), pairs);
        align(half, a1, b0 + best, b1, errors(backward[b1 - b0 - best]), pairs);
    }

    /** Returns the number of errors in a cost: more or less than its share of {@link #ERROR} by the decisive details. */
    private static long errors(long cost) {
        return (cost + ERROR / 2) / ERROR;
    }

    /**
     * Returns the costs of a[a0, a1) against every beginning of b[b0, b1), or every end of it if {@code backward}; {@link #FAR}
     * outside of {@code band}.
     */
    private long[] lastRow(int a0, int a1, int b0, int b1, long band, boolean backward) {
        long[] row = new long[b1 - b0 + 1];
        for (int j = 1; j < row.length; j++) {
            row[j] = j <= band ? row[j - 1] + alone(backward ? b[b1 - j] : b[b0 + j - 1]) : FAR;
        }
        for (int i = 1; i <= a1 - a0; i++) {
            int unit = backward ? a[a1 - i] : a[a0 + i - 1];
            int from = (int) Math.max(1, i - band);
            int to = (int) Math.min(row.length - 1, i + band);
            long diagonal = row[from - 1];
            row[from - 1] = from == 1 && i <= band ? diagonal + alone(unit) : FAR;
            for (int j = from; j <= to; j++) {
                int other = backward ? b[b1 - j] : b[b0 + j - 1];
                long above = row[j];
                row[j] = cell(diagonal, above, row[j - 1], unit, other);
                diagonal = above;
            }
        }
        return row;
    }

    private void table(int a0, int a1, int b0, int b1, List<Pair> pairs) {
        int n = a1 - a0;
        int m = b1 - b0;
        long[][] cost = new long[n + 1][m + 1];
        for (int j = 1; j <= m; j++) {
            cost[0][j] = cost[0][j - 1] + alone(b[b0 + j - 1]);
        }
        for (int i = 1; i <= n; i++) {
            int unit = a[a0 + i - 1];
            cost[i][0] = cost[i - 1][0] + alone(unit);
            for (int j = 1; j <= m; j++) {
                int other = b[b0 + j - 1];
                cost[i][j] = cell(cost[i - 1][j - 1], cost[i - 1][j], cost[i][j - 1], unit, other);
            }
        }
        List<Pair> backwards = new ArrayList<>();
        int i = n;
        int j = m;
        while (i > 0 || j > 0) {
            boolean same = i > 0 && j > 0 && a[a0 + i - 1] == b[b0 + j - 1];
            boolean hit = same && cost[i][j] == cost[i - 1][j - 1];
            if (!hit && i > 0 && cost[i][j] == cost[i - 1][j] + alone(a[a0 + i - 1])) {
                backwards.add(pair(a0 + --i, -1));
            } else if (!hit && j > 0 && cost[i][j] == cost[i][j - 1] + alone(b[b0 + j - 1])) {
                backwards.add(pair(-1, b0 + --j));
            } else {
                backwards.add(pair(a0 + --i, b0 + --j));
            }
        }
        for (int k = backwards.size() - 1; k >= 0; k--) {
            pairs.add(backwards.get(k));
        }
    }

    private Pair pair(int i, int j) {
        return new Pair(i < 0 ? "" : reference.get(i), j < 0 ? "" : hypothesis.get(j));
    }
}
