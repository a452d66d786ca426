package qasr.subtitle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Splits passages that are said at the same time into subtitles. A subtitle has the words of one speaker, or one line for
 * each of several. Dynamic programming over the atoms of all passages, in the order of their times, finds the split with the
 * lowest cost; words that are shown outside their time are the worst.
 */
final class Exchange {
    private static final int SHARED = 30;
    /** Words that are shown when they are not said. */
    private static final int LATE = 1000;

    private final CueRules rules;
    private final List<CueSplitter> voices;
    private final long nextStart;
    private final int most;
    private final List<Item> items = new ArrayList<>();

    /** An atom of one of the voices. */
    private record Item(int voice, int atom, long start, long end) {}

    /** The atoms [from, to) of a voice. */
    private record Piece(int voice, int from, int to) {}

    /**
     * @param passages at least two
     * @param nextStart when the next passage begins
     */
    Exchange(CueRules rules, List<Passage> passages, List<String> names, long nextStart) {
        this.rules = rules;
        this.nextStart = nextStart;
        voices = passages.stream()
                .map(passage -> new CueSplitter(rules, passage, names, nextStart))
                .toList();
        most = (int) Math.min(
                rules.lines(), passages.stream().map(Passage::track).distinct().count());
        for (int v = 0; v < voices.size(); v++) {
            long start = 0;
            for (int atom = 0; atom < voices.get(v).size(); atom++) {
                start = Math.max(start, voices.get(v).start(atom));
                items.add(new Item(v, atom, start, voices.get(v).end(atom + 1)));
            }
        }
        items.sort(Comparator.comparingLong(Item::start)); // stable: a voice keeps its order
    }

    /** Returns the subtitles in order. */
    List<CuePart> parts() {
        int n = items.size();
        long[] best = new long[n + 1];
        int[] from = new int[n + 1];
        boolean[] paused = pauses();
        for (int to = 1; to <= n; to++) {
            best[to] = Long.MAX_VALUE;
            long end = 0;
            for (int start = to - 1; start >= 0; start--) {
                end = Math.max(end, items.get(start).end());
                long cost = cost(start, to, end);
                if (cost == Long.MAX_VALUE) {
                    break;
                }
                if (best[start] + cost < best[to]) {
                    best[to] = best[start] + cost;
                    from[to] = start;
                }
                if (paused[start]) {
                    break;
                }
            }
        }
        Deque<CuePart> parts = new ArrayDeque<>();
        for (int to = n; to > 0; to = from[to]) {
            parts.addFirst(part(pieces(from[to], to)));
        }
        return List.copyOf(parts);
    }

    /** Returns by item whether nobody speaks for so long before it that a subtitle ends. */
    private boolean[] pauses() {
        boolean[] pauses = new boolean[items.size()];
        long end = Long.MAX_VALUE;
        for (int i = 0; i < pauses.length; i++) {
            pauses[i] = !rules.keepsUtterances()
                    && items.get(i).start() >= end
                    && items.get(i).start() - end >= CueRules.PAUSE_MILLIS;
            end = i == 0 ? items.get(i).end() : Math.max(end, items.get(i).end());
        }
        return pauses;
    }

    private CuePart part(List<Piece> pieces) {
        List<CueSplitter.Part> parts = pieces.stream()
                .map(piece -> voices.get(piece.voice()).part(piece.from(), piece.to()))
                .toList();
        return parts.size() == 1 ? parts.get(0) : new SharedPart(parts);
    }

    /** Returns what each voice says in items [from, to), in the order in which they begin. */
    private List<Piece> pieces(int from, int to) {
        List<Piece> pieces = new ArrayList<>();
        for (Item item : items.subList(from, to)) {
            int at = 0;
            while (at < pieces.size() && pieces.get(at).voice() != item.voice()) {
                at++;
            }
            if (at == pieces.size()) {
                pieces.add(new Piece(item.voice(), item.atom(), item.atom() + 1));
            } else {
                pieces.set(at, new Piece(item.voice(), pieces.get(at).from(), item.atom() + 1));
            }
        }
        return pieces;
    }

    /** Returns the cost of a subtitle of items [from, to), or the largest number if it is impossible. */
    private long cost(int from, int to, long end) {
        List<Piece> pieces = pieces(from, to);
        boolean single = to - from == 1;
        if (!single && !fits(pieces, end - items.get(from).start())) {
            return Long.MAX_VALUE;
        }
        long next = to < items.size() ? items.get(to).start() : nextStart;
        long late = end - next;
        long cost = (long) CueSplitter.CUE + (pieces.size() > 1 ? SHARED : 0);
        cost += late > CueRules.SYNC_MILLIS ? LATE + late : 0;
        int columns = 0;
        for (Piece piece : pieces) {
            CueSplitter voice = voices.get(piece.voice());
            cost += piece.to() < voice.size() ? voice.breakCost(piece.to()) : 0;
            columns += columns(piece, pieces.size() > 1);
        }
        ReadingLimit limit = voices.get(pieces.get(0).voice())
                .limit(pieces.get(0).from(), pieces.get(0).to());
        return cost
                + CueSplitter.timeCost(
                        rules,
                        new CueSplitter.TimeSlot(items.get(from).start(), end, Math.max(end, next)),
                        columns,
                        limit);
    }

    private int columns(Piece piece, boolean shared) {
        CueSplitter voice = voices.get(piece.voice());
        boolean dashed = shared && voice.passage().label().isEmpty();
        return voice.lines().labelledWidth(piece.from(), piece.to()) + (dashed ? Cue.DASH.length() : 0);
    }

    /** Returns whether the lines hold the words of one voice, or one line the words of each. */
    private boolean fits(List<Piece> pieces, long millis) {
        if (millis > rules.maxMillis()) {
            return false;
        }
        if (pieces.size() == 1) {
            Piece piece = pieces.get(0);
            CueSplitter voice = voices.get(piece.voice());
            int columns = voice.limit(piece.from(), piece.to()).columns();
            return voice.lines().lines(piece.from(), piece.to(), columns, rules.lines()) != null;
        }
        Set<String> tracks = new HashSet<>();
        return pieces.size() <= most
                && pieces.stream()
                        .allMatch(piece ->
                                tracks.add(voices.get(piece.voice()).passage().track())
                                        && columns(piece, true)
                                                <= voices.get(piece.voice())
                                                        .limit(piece.from(), piece.to())
                                                        .columns());
    }
}
