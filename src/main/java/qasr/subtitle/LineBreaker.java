package qasr.subtitle;

import java.util.Arrays;
import java.util.List;

/**
 * Breaks the atoms of one subtitle into as few lines as possible, of similar width, and after punctuation if it can.
 */
final class LineBreaker {
    private static final int AFTER_CLAUSE = 5;
    private static final int AFTER_WORD = 20;
    private static final int AFTER_SHORT_WORD = 40;
    private static final int INSIDE_WORD = 90;

    private final List<Atom> atoms;
    private final int[] columnsBefore;

    /** Line starts, and how bad they are. */
    record Lines(List<Integer> starts, int cost) {
        Lines {
            starts = List.copyOf(starts);
        }
    }

    LineBreaker(List<Atom> atoms) {
        this.atoms = atoms;
        columnsBefore = new int[atoms.size() + 1];
        for (int i = 0; i < atoms.size(); i++) {
            columnsBefore[i + 1] =
                    columnsBefore[i] + atoms.get(i).width() + atoms.get(i).blankWidth();
        }
    }

    /** Returns the width of atoms [from, to) on one line. */
    int width(int from, int to) {
        return columnsBefore[to] - columnsBefore[from] - atoms.get(from).blankWidth();
    }

    /** Returns the lines of atoms [from, to), or null if {@code most} lines of {@code columns} cannot hold them. */
    Lines lines(int from, int to, int columns, int most) {
        if (fits(from, to, columns)) {
            return new Lines(List.of(from), 0);
        }
        int needed = needed(from, to, columns);
        if (needed > most) {
            return null;
        }
        return needed == 2 ? two(from, to, columns) : several(from, to, columns, needed);
    }

    /** Returns the smallest number of lines: each takes as much as it can. */
    private int needed(int from, int to, int columns) {
        int lines = 1;
        int start = from;
        for (int at = from + 1; at < to; at++) {
            if (!fits(start, at + 1, columns)) {
                lines++;
                start = at;
            }
        }
        return lines;
    }

    private Lines two(int from, int to, int columns) {
        Lines best = null;
        for (int middle = to - 1; middle > from && fits(middle, to, columns); middle--) {
            if (fits(from, middle, columns)) {
                int cost = breakCost(middle) + Math.abs(width(from, middle) - width(middle, to));
                if (best == null || cost <= best.cost()) {
                    best = new Lines(List.of(from, middle), cost);
                }
            }
        }
        return best;
    }

    /** Dynamic programming over the ends of lines; a line should have its share of the width. */
    private Lines several(int from, int to, int columns, int lines) {
        int share = width(from, to) / lines;
        int size = to - from + 1;
        long[][] best = new long[lines + 1][size];
        int[][] start = new int[lines + 1][size];
        for (long[] row : best) {
            Arrays.fill(row, Integer.MAX_VALUE);
        }
        best[0][0] = 0;
        for (int line = 1; line <= lines; line++) {
            for (int end = 1; end < size; end++) {
                for (int at = end - 1; at >= 0 && fits(from + at, from + end, columns); at--) {
                    long cost = best[line - 1][at]
                            + Math.abs(width(from + at, from + end) - share)
                            + (at > 0 ? breakCost(from + at) : 0);
                    if (cost < best[line][end]) {
                        best[line][end] = cost;
                        start[line][end] = at;
                    }
                }
            }
        }
        Integer[] starts = new Integer[lines];
        int end = size - 1;
        for (int line = lines; line > 0; line--) {
            end = start[line][end];
            starts[line - 1] = from + end;
        }
        return new Lines(List.of(starts), (int) Math.min(Integer.MAX_VALUE, best[lines][size - 1]));
    }

    private int breakCost(int at) {
        Atom before = atoms.get(at - 1);
        Atom after = atoms.get(at);
        int cost = switch (before.pause()) {
            case SENTENCE -> 0;
            case CLAUSE -> AFTER_CLAUSE;
            case NONE -> AFTER_WORD;
        };
        return cost + (before.hangsBefore(after) ? AFTER_SHORT_WORD : 0) + (after.insideWord() ? INSIDE_WORD : 0);
    }

    /**
     * Returns whether atoms [from, to) fit on a line. A single atom always fits: splitting it would be worse than a line
     * that is too wide.
     */
    private boolean fits(int from, int to, int columns) {
        return width(from, to) <= columns || to - from == 1;
    }
}
