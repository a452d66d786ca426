package qasr.subtitle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Splits a passage into subtitles. Dynamic programming finds the split with the lowest cost. The best place to end a
 * subtitle is a sentence's end, then a clause's, then a pause, then a blank, and the worst is inside a word that is
 * written without blanks. Subtitles should be long enough, slow enough to be read, and without orphans.
 */
final class CueSplitter {
    private static final int CUE = 100;
    private static final int AFTER_CLAUSE = 30;
    private static final int AFTER_PAUSE = 90;
    private static final int AFTER_WORD = 180;
    private static final int AFTER_SHORT_WORD = 40;
    private static final int INSIDE_WORD = 250;
    private static final int SENTENCE_INSIDE = 15;
    /** Two utterances share a subtitle only if one would be too short otherwise. */
    private static final int UTTERANCE_INSIDE = 120;

    private static final int RAGGED = 40;
    private static final long TOO_SHORT = 150;
    private static final int TOO_FAST = 60;
    private static final double FASTEST = 3;
    private static final long SHORT_PAUSE_MILLIS = 250;

    private final CueRules rules;
    private final Passage passage;
    private final long nextStart;
    private final List<Atom> atoms;
    private final LineBreaker lines;
    private final ScriptCount[] before;
    /** By atom: the cost of not ending a subtitle anywhere before it. */
    private final int[] insideBefore;

    private final int widest;

    /** A subtitle without its final times: atoms [from, to) of a passage, and where its lines start; its width with its label. */
    record Part(
            Passage passage,
            List<Atom> atoms,
            int from,
            int to,
            LineBreaker.Lines broken,
            ReadingLimit limit,
            int columns) {
        long start() {
            return passage.start(atoms.get(from).from(), atoms.get(from).to());
        }

        /** Returns when its last word ends. */
        long end() {
            return passage.end(atoms.get(to - 1).to());
        }

        SpeakerLabel label() {
            return broken.labelAlone() ? passage.label().onItsLine() : passage.label();
        }

        List<Cue.Line> lines() {
            List<Integer> lineStarts = broken.starts();
            List<Cue.Line> all = new ArrayList<>();
            for (int i = 0; i < lineStarts.size(); i++) {
                int end = i + 1 < lineStarts.size() ? lineStarts.get(i + 1) : to;
                String blank = i == 0 ? "" : atoms.get(lineStarts.get(i)).blank();
                all.add(Cue.Line.of(blank, passage.words(atoms.subList(lineStarts.get(i), end))));
            }
            return all;
        }
    }

    /**
     * @param names names that are not split
     * @param nextStart when the next passage begins
     */
    CueSplitter(CueRules rules, Passage passage, List<String> names, long nextStart) {
        this.rules = rules;
        this.passage = passage;
        this.nextStart = nextStart;
        String text = passage.text();
        int columns =
                rules.limit(ScriptCount.of(text).language(passage.language())).columns();
        atoms = Atom.split(text, names, columns, passage.pauses());
        lines = new LineBreaker(atoms, passage.label().columns());
        before = new ScriptCount[atoms.size() + 1];
        before[0] = ScriptCount.NONE;
        for (int i = 0; i < atoms.size(); i++) {
            before[i + 1] = before[i].plus(atoms.get(i).count());
        }
        insideBefore = new int[atoms.size() + 1];
        for (int i = 1; i < atoms.size(); i++) {
            insideBefore[i + 1] = insideBefore[i] + insideCost(i);
        }
        // The widest line of any language that a part can turn out to be in.
        widest = Math.max(
                columns, Math.max(rules.limit("").columns(), rules.limit("zh").columns()));
    }

    /** Returns the parts in order. */
    List<Part> parts() {
        int n = atoms.size();
        long[] best = new long[n + 1];
        int[] from = new int[n + 1];
        for (int to = 1; to <= n; to++) {
            best[to] = Long.MAX_VALUE;
            for (int start = to - 1; start >= 0 && (start == to - 1 || mayHold(start, to)); start--) {
                long cost = cost(start, to);
                if (cost < Long.MAX_VALUE && best[start] + cost < best[to]) {
                    best[to] = best[start] + cost;
                    from[to] = start;
                }
                if (start > 0 && mustBreak(start)) {
                    break;
                }
            }
        }
        Deque<Part> parts = new ArrayDeque<>();
        for (int to = n; to > 0; to = from[to]) {
            parts.addFirst(part(from[to], to));
        }
        return List.copyOf(parts);
    }

    private boolean mayHold(int from, int to) {
        long most = (long) rules.lines() * (widest + 1);
        return lines.labelledWidth(from, to) <= most && millis(from, to) <= rules.maxMillis();
    }

    private long millis(int from, int to) {
        return end(to) - start(from);
    }

    private long start(int atom) {
        return atom < atoms.size()
                ? passage.start(atoms.get(atom).from(), atoms.get(atom).to())
                : nextStart;
    }

    private long end(int to) {
        return passage.end(atoms.get(to - 1).to());
    }

    private boolean mustBreak(int at) {
        return !rules.keepsUtterances() && start(at) - end(at) >= CueRules.PAUSE_MILLIS;
    }

    private ReadingLimit limit(int from, int to) {
        ScriptCount count = before[to].minus(before[from]);
        return rules.limit(count.language(passage.language()));
    }

    private Part part(int from, int to) {
        ReadingLimit limit = limit(from, to);
        LineBreaker.Lines broken = lines.lines(from, to, limit.columns(), rules.lines());
        return new Part(passage, atoms, from, to, broken, limit, lines.labelledWidth(from, to));
    }

    /** Returns the cost of a subtitle of atoms [from, to), or the largest number if it is impossible. */
    private long cost(int from, int to) {
        ReadingLimit limit = limit(from, to);
        LineBreaker.Lines broken = lines.lines(from, to, limit.columns(), rules.lines());
        if (broken == null) {
            return Long.MAX_VALUE;
        }
        long cost = (long) CUE + broken.cost();
        if (to < atoms.size()) {
            cost += breakCost(to);
        }
        cost += insideBefore[to] - insideBefore[from + 1];
        int room = (int) Math.min(2L, rules.lines()) * limit.columns();
        double empty = Math.max(0, 1 - lines.labelledWidth(from, to) / (double) room);
        return cost + Math.round(RAGGED * empty * empty) + timeCost(from, to, limit);
    }

    /** Returns the cost of not ending a subtitle before an atom. */
    private int insideCost(int at) {
        if (passage.isUtteranceStart(atoms.get(at - 1).to(), atoms.get(at).from())) {
            return UTTERANCE_INSIDE;
        }
        return atoms.get(at - 1).pause() == Script.Pause.SENTENCE ? SENTENCE_INSIDE : 0;
    }

    private int breakCost(int at) {
        Atom last = atoms.get(at - 1);
        Atom next = atoms.get(at);
        if (passage.isUtteranceStart(last.to(), next.from()) || mustBreak(at)) {
            return 0;
        }
        int pause = start(at) - end(at) >= SHORT_PAUSE_MILLIS ? AFTER_PAUSE : AFTER_WORD;
        int cost = switch (last.pause()) {
            case SENTENCE -> 0;
            case CLAUSE -> AFTER_CLAUSE;
            case NONE -> pause;
        };
        return cost + (last.hangsBefore(next) ? AFTER_SHORT_WORD : 0) + (next.insideWord() ? INSIDE_WORD : 0);
    }

    /** A subtitle can stay until the next one begins, to be long enough and to be read. */
    private long timeCost(int from, int to, ReadingLimit limit) {
        long start = start(from);
        long end = end(to);
        long room = start(to) - rules.gapMillis();
        long shown = Math.max(end, Math.min(room, start + rules.minMillis())) - start;
        long cost = 0;
        if (shown < rules.minMillis()) {
            cost += TOO_SHORT + TOO_SHORT * (rules.minMillis() - shown) / rules.minMillis();
        }
        long read = Math.max(shown, Math.min(room, end + rules.hangMillis()) - start);
        double hurry = limit.speed(lines.labelledWidth(from, to), read) / limit.speed() - 1;
        return cost + (hurry > 0 ? Math.round(TOO_FAST * Math.min(FASTEST, hurry)) : 0);
    }
}
