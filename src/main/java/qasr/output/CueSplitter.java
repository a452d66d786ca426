package qasr.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Splits the text of one utterance into cues of at most two lines. Dynamic programming finds the split with the lowest
 * cost: few cues, ends after punctuation, readable durations, no orphans.
 */
final class CueSplitter {
    private static final int CUE = 100;
    private static final int AFTER_SHORT_WORD = 40;
    private static final int SENTENCE_INSIDE = 15;
    private static final int RAGGED = 40;
    private static final int TOO_SHORT = 150;
    private static final int TOO_LONG_PER_SECOND = 60;

    /**
     * The longest word, in columns, that counts as article, preposition or conjunction; a break should come before it.
     */
    private static final int SHORT_WORD = 3;

    private final CueRules rules;
    private final List<Atom> atoms;
    private final int[] columnsBefore;
    private final int lineColumns;
    private final double millisPerColumn;

    /** The layout of atoms [from, to) on lines; {@code middle} is the start of the second line, or {@code to}. */
    private record Lines(int middle, int cost) {}

    CueSplitter(CueRules rules, String text, long durationMillis) {
        this.rules = rules;
        atoms = Atom.split(text);
        columnsBefore = new int[atoms.size() + 1];
        for (int i = 0; i < atoms.size(); i++) {
            columnsBefore[i + 1] = columnsBefore[i] + atoms.get(i).width() + blank(i);
        }
        int columns = Math.max(1, columnsBefore[atoms.size()]);
        int wide = 2 * (int) text.codePoints().filter(Script::isWide).count();
        lineColumns = 2 * wide >= columns ? rules.wideColumns() : rules.columns();
        millisPerColumn = (double) durationMillis / columns;
    }

    /** The lines of one cue, with its start and end in milliseconds from the start of the utterance. */
    record Part(long start, long end, List<String> lines) {}

    /** Returns the cues' parts in order. */
    List<Part> parts() {
        int n = atoms.size();
        long[] best = new long[n + 1];
        int[] from = new int[n + 1];
        for (int to = 1; to <= n; to++) {
            best[to] = Long.MAX_VALUE;
            for (int start = to - 1;
                    start >= 0 && (start == to - 1 || width(start, to) <= 2 * lineColumns + 1);
                    start--) {
                Lines lines = lines(start, to);
                long cost = lines == null ? Long.MAX_VALUE : best[start] + lines.cost() + cost(start, to);
                if (cost < best[to]) {
                    best[to] = cost;
                    from[to] = start;
                }
            }
        }
        Deque<Part> parts = new ArrayDeque<>();
        for (int to = n; to > 0; to = from[to]) {
            parts.addFirst(part(from[to], to));
        }
        return List.copyOf(parts);
    }

    private Part part(int from, int to) {
        int middle = lines(from, to).middle();
        List<String> lines = new ArrayList<>();
        lines.add(text(from, middle));
        if (middle < to) {
            lines.add(text(middle, to));
        }
        return new Part(millis(from), millis(to), lines);
    }

    private long cost(int from, int to) {
        long cost = CUE;
        if (to < atoms.size()) {
            cost += atoms.get(to - 1).pause().cueCost() + hangingCost(to);
        }
        for (int i = from; i < to - 1; i++) {
            cost += atoms.get(i).pause() == Script.Pause.SENTENCE ? SENTENCE_INSIDE : 0;
        }
        double empty = Math.max(0, 1 - width(from, to) / (2.0 * lineColumns));
        cost += Math.round(RAGGED * empty * empty);
        long duration = millis(to) - millis(from);
        if (duration < rules.minMillis()) {
            cost += TOO_SHORT + TOO_SHORT * (rules.minMillis() - duration) / rules.minMillis();
        }
        cost += TOO_LONG_PER_SECOND * Math.max(0, duration - rules.maxMillis()) / 1000;
        return cost;
    }

    private int hangingCost(int at) {
        Atom before = atoms.get(at - 1);
        boolean hanging =
                before.pause() == Script.Pause.NONE && atoms.get(at).blankBefore() && before.width() <= SHORT_WORD;
        return hanging ? AFTER_SHORT_WORD : 0;
    }

    /** Returns the layout of atoms [from, to) on one or two lines, or null if they do not fit. */
    private Lines lines(int from, int to) {
        if (width(from, to) <= lineColumns || to - from == 1) {
            return new Lines(to, 0);
        }
        Lines best = null;
        for (int middle = to - 1; middle > from && fits(middle, to); middle--) {
            if (fits(from, middle)) {
                int imbalance = Math.abs(width(from, middle) - width(middle, to));
                int cost = atoms.get(middle - 1).pause().lineCost() + hangingCost(middle) + imbalance;
                if (best == null || cost <= best.cost()) {
                    best = new Lines(middle, cost);
                }
            }
        }
        return best;
    }

    /**
     * Returns whether atoms [from, to) fit on a line. A single word always fits: splitting it would be worse than a
     * line that is too wide.
     */
    private boolean fits(int from, int to) {
        return width(from, to) <= lineColumns || to - from == 1;
    }

    private int blank(int atom) {
        return atoms.get(atom).blankBefore() ? 1 : 0;
    }

    private int width(int from, int to) {
        return columnsBefore[to] - columnsBefore[from] - blank(from);
    }

    private long millis(int atom) {
        return Math.round(columnsBefore[atom] * millisPerColumn);
    }

    private String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i > from && atoms.get(i).blankBefore() ? " " : "")
                    .append(atoms.get(i).text());
        }
        return text.toString();
    }
}
