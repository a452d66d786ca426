package qasr.text;

import java.util.Arrays;
import java.util.PriorityQueue;

/** The merges of a byte-level BPE: which pairs of neighbouring tokens are merged, and in which order (rank). */
final class MergeTable {
    private static final long EMPTY = -1;
    private static final int NONE = -1;

    // Open addressing: a pair of ids is one long; its rank is at the same index of the other array.
    private final long[] pairs;
    private final int[] ranks;
    private final int[] merged;
    private int size;

    /** Creates an empty table with room for {@code capacity} merges. */
    MergeTable(int capacity) {
        int slots = Integer.highestOneBit(Math.max(8, capacity)) * 4;
        pairs = new long[slots];
        ranks = new int[slots];
        merged = new int[capacity];
        Arrays.fill(pairs, EMPTY);
    }

    /** Adds the merge of {@code left} and {@code right} into {@code result}, with the next rank. */
    void add(int left, int right, int result) {
        long pair = pair(left, right);
        int slot = slotOf(pair);
        merged[size] = result;
        // As in the reference, a pair listed twice has the rank of its last mention.
        pairs[slot] = pair;
        ranks[slot] = size++;
    }

    private static long pair(int left, int right) {
        return ((long) left << 32) | right;
    }

    private int slotOf(long pair) {
        int mask = pairs.length - 1;
        int slot = (int) ((pair * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (pairs[slot] != EMPTY && pairs[slot] != pair) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int rankOf(int left, int right) {
        int slot = slotOf(pair(left, right));
        return pairs[slot] == EMPTY ? NONE : ranks[slot];
    }

    /** Merges {@code tokens} in place, lowest rank first and leftmost first within a rank; returns how many remain. */
    int apply(int[] tokens) {
        return merging(tokens).run();
    }

    /** Returns a merging of {@code tokens}, which works in place when it is run. */
    Merging merging(int[] tokens) {
        return new Merging(tokens);
    }

    /** The merging of one piece: its tokens as a doubly linked list, and the candidate merges as (rank, position). */
    final class Merging {
        private final int[] tokens;
        private final int[] previous;
        private final int[] next;
        private final PriorityQueue<Long> candidates = new PriorityQueue<>();
        private int considered;

        private Merging(int[] tokens) {
            int count = tokens.length;
            this.tokens = tokens;
            previous = new int[count];
            next = new int[count];
            for (int i = 0; i < count; i++) {
                previous[i] = i - 1;
                next[i] = i + 1 < count ? i + 1 : NONE;
            }
            for (int i = 0; i + 1 < count; i++) {
                propose(i);
            }
        }

        private void propose(int position) {
            int rank = rankAt(position);
            if (rank != NONE) {
                candidates.add(((long) rank << 32) | position);
            }
        }

        private int rankAt(int position) {
            if (tokens[position] == NONE || next[position] == NONE) {
                return NONE;
            }
            return rankOf(tokens[position], tokens[next[position]]);
        }

        /**
         * Returns the number of candidates that were examined: at most three per token, for any length of the piece.
         */
        int considered() {
            return considered;
        }

        /** Runs the merging; returns how many tokens remain. */
        int run() {
            while (!candidates.isEmpty()) {
                considered++;
                long candidate = candidates.remove();
                int rank = (int) (candidate >>> 32);
                int position = (int) candidate;
                // A neighbour may have been merged since this candidate was added.
                if (rankAt(position) == rank) {
                    merge(position, merged[rank]);
                }
            }
            int count = 0;
            for (int token : tokens) {
                if (token != NONE) {
                    tokens[count++] = token;
                }
            }
            return count;
        }

        private void merge(int position, int result) {
            int swallowed = next[position];
            tokens[position] = result;
            tokens[swallowed] = NONE;
            next[position] = next[swallowed];
            if (next[position] != NONE) {
                previous[next[position]] = position;
                propose(position);
            }
            if (previous[position] != NONE) {
                propose(previous[position]);
            }
        }
    }
}
