package qasr.align;

import java.util.Arrays;

/**
 * Makes an aligner's times rise, as the published decoder does (QwenLM/Qwen3-ASR, qwen3_forced_aligner).
 *
 * <p>The times of a longest non-decreasing subsequence are right. One or two times between right ones become the nearer of
 * both, more become evenly spaced. Equal times and zero lengths stay: they are the model's answer.
 */
public final class MonotonicRepair {
    /** Runs of wrong times up to this length take a neighbour's time. */
    private static final int SHORT_RUN = 2;

    private MonotonicRepair() {}

    /**
     * Returns {@code times} with the wrong ones replaced, so that none is less than the one before it. Takes time in
     * proportion to the square of the length.
     *
     * @param times starts and ends in order, in milliseconds
     */
    public static int[] repair(int[] times) {
        boolean[] right = longestRise(times);
        int[] repaired = times.clone();
        int from = 0;
        while (from < times.length) {
            if (right[from]) {
                from++;
                continue;
            }
            int to = from;
            while (to < times.length && !right[to]) {
                to++;
            }
            fill(repaired, from, to);
            from = to;
        }
        return repaired;
    }

    /** Replaces the times from {@code from} to {@code to}; the times beside them are right. */
    private static void fill(int[] times, int from, int to) {
        if (from == 0 || to == times.length) {
            int only = from == 0 ? times[to] : times[from - 1];
            Arrays.fill(times, from, to, only);
            return;
        }
        int left = times[from - 1];
        int right = times[to];
        double step = (right - left) / (double) (to - from + 1);
        for (int k = from; k < to; k++) {
            if (to - from <= SHORT_RUN) {
                times[k] = k - (from - 1) <= to - k ? left : right;
            } else {
                times[k] = (int) (left + step * (k - from + 1));
            }
        }
    }

    /**
     * Marks a longest non-decreasing subsequence. Of several, the one that ends first, and has the first predecessor at each
     * place.
     */
    private static boolean[] longestRise(int[] times) {
        int[] length = new int[times.length];
        int[] before = new int[times.length];
        int last = -1;
        for (int i = 0; i < times.length; i++) {
            length[i] = 1;
            before[i] = -1;
            for (int j = 0; j < i; j++) {
                if (times[j] <= times[i] && length[j] >= length[i]) {
                    length[i] = length[j] + 1;
                    before[i] = j;
                }
            }
            if (last < 0 || length[i] > length[last]) {
                last = i;
            }
        }
        boolean[] marked = new boolean[times.length];
        for (int i = last; i >= 0; i = before[i]) {
            marked[i] = true;
        }
        return marked;
    }
}
