package qasr.subtitle;

import java.util.Arrays;
import java.util.List;

/**
 * Breaks the atoms of one subtitle into as few lines as possible, of similar width, and after punctuation if it can. The
 * first line begins with the label of the speaker, if there is one; if the first word does not fit beside the label, the label
 * has a line of its own.
 */
final class LineBreaker {
    private static final int AFTER_CLAUSE = 5;
    private static final int AFTER_WORD = 20;
    private static final int AFTER_SHORT_WORD = 40;
    private static final int INSIDE_WORD = 90;

    private final List<Atom> atoms;
    private final int[] columnsBefore;
    private final int label;

    /**
     * Line starts, and how bad they are.
     *
     * @param labelAlone whether the label has a line of its own above them
     */
    record Lines(List<Integer> starts, int cost, boolean labelAlone) {
        Lines {
            starts = List.copyOf(starts);
        }

        Lines(List<Integer> starts, int cost) {
            this(starts, cost, false);
        }
    }

    /**
     * @param label the columns of the speaker's label with its blank, or 0
     */
    LineBreaker(List<Atom> atoms, int label) {
        this.atoms = atoms;
        this.label = label;
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

    /** Returns the width of atoms [from, to) and of the label on one line. */
    int labelledWidth(int from, int to) {
        return width(from, to) + label;
    }

    /** Returns the lines of atoms [from, to), or null if {@code most} lines of {@code columns} cannot hold them. */
    Lines lines(int from, int to, int columns, int most) {
        Lines beside = lines(from, to, columns, most, columns - label);
        boolean over = label > 0 && width(from, from + 1) > columns - label;
        if (!over || most < 2) {
            return beside;
        }
        Lines below = lines(from, to, columns, most - 1, columns);
        return below == null ? beside : new Lines(below.starts(), below.cost(), true);
    }

    /** Returns the same for a first line of {@code room} columns. */
    private Lines lines(int from, int to, int columns, int most, int room) {
        if (fits(from, to, room)) {
            return new Lines(List.of(from), 0);
        }
        int needed = needed(from, to, columns, room);
        if (needed > most) {
            return null;
        }
        return needed == 2 ? two(from, to, columns, room) : several(from, to, columns, needed, room);
    }

    /** Returns the smallest number of lines: each takes as much as it can. */
    private int needed(int from, int to, int columns, int room) {
        int lines = 1;
        int start = from;
        for (int at = from + 1; at < to; at++) {
            if (!fits(start, at + 1, lines == 1 ? room : columns)) {
                lines++;
                start = at;
            }
        }
        return lines;
    }

    private Lines two(int from, int to, int columns, int room) {
        Lines best = null;
        for (int middle = to - 1; middle > from && fits(middle, to, columns); middle--) {
            if (fits(from, middle, room)) {
                int cost = breakCost(middle) + Math.abs(width(from, middle) + columns - room - width(middle, to));
                if (best == null || cost <= best.cost()) {
                    best = new Lines(List.of(from, middle), cost);
                }
            }
        }
        return best;
    }

    /** Dynamic programming over the ends of lines; a line should have its share of the width. */
    private Lines several(int from, int to, int columns, int lines, int room) {
        int share = (width(from, to) + columns - room) / lines;
        int size = to - from + 1;
        long[][] best = new long[lines + 1][size];
        int[][] start = new int[lines + 1][size];
        for (long[] row : best) {
            Arrays.fill(row, Integer.MAX_VALUE);
        }
        best[0][0] = 0;
        for (int line = 1; line <= lines; line++) {
            for (int end = 1; end < size; end++) {
                int least = line == 1 ? columns - room : 0;
                for (int at = end - 1; at >= 0 && fits(from + at, from + end, columns - least); at--) {
                    long cost = best[line - 1][at]
                            + Math.abs(width(from + at, from + end) + least - share)
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
