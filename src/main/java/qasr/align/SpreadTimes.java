package qasr.align;

/**
 * Gives units without a length a share of the room between their neighbours, or of the neighbours' own room. The times stay monotone.
 */
final class SpreadTimes {
    private final int[] times;
    private final int[] weights;
    private final boolean[] adjusted;

    /**
     * Copies {@code times}.
     *
     * @param times start and end of each unit in milliseconds, never falling
     * @param weights the length of each unit in letters
     */
    SpreadTimes(int[] times, int[] weights) {
        this.times = times.clone();
        this.weights = weights;
        adjusted = new boolean[weights.length];
    }

    /** Spreads the units over the room from {@code from} to {@code to}, and returns the times of all units. */
    int[] within(int from, int to) {
        int at = 0;
        while (at < weights.length) {
            int end = at;
            while (end < weights.length && length(end) == 0) {
                end++;
            }
            if (end > at) {
                spread(at, end, from, to);
            }
            at = end + 1;
        }
        return times.clone();
    }

    /** Returns which units have other times than before. */
    boolean[] adjusted() {
        return adjusted.clone();
    }

    private int length(int unit) {
        return times[2 * unit + 1] - times[2 * unit];
    }

    /** Adds neighbours until there is room enough for all, the longer neighbour first. */
    private void spread(int first, int end, int from, int to) {
        int lo = first;
        int hi = end;
        int start = left(lo, from);
        int stop = right(hi, to);
        while (stop - start < weight(lo, hi) * UnitWeights.LEAST_MILLIS && (lo > 0 || hi < weights.length)) {
            boolean toLeft = hi == weights.length || (lo > 0 && length(lo - 1) >= length(hi));
            if (toLeft) {
                start = times[2 * --lo];
            } else {
                stop = times[2 * hi++ + 1];
            }
        }
        if (lo == first && hi == end) {
            // They take only as much of the pause around them as they need, around their place.
            int middle = (times[2 * first] + times[2 * end - 1]) / 2;
            int room = Math.min(stop - start, weight(lo, hi) * UnitWeights.USUAL_MILLIS);
            start = Math.max(start, Math.min(stop - room, middle - room / 2));
            stop = start + room;
        } else if (stop - start < weight(lo, hi) * UnitWeights.LEAST_MILLIS) {
            start = left(lo, from);
            stop = right(hi, to);
        }
        lay(lo, hi, start, stop);
    }

    private void lay(int lo, int hi, int start, int stop) {
        long all = weight(lo, hi);
        long before = 0;
        for (int i = lo; i < hi; i++) {
            int begin = (int) (start + (stop - start) * before / all);
            before += weights[i];
            int finish = (int) (start + (stop - start) * before / all);
            adjusted[i] |= begin != times[2 * i] || finish != times[2 * i + 1];
            times[2 * i] = begin;
            times[2 * i + 1] = finish;
        }
    }

    private int left(int unit, int from) {
        return unit == 0 ? from : times[2 * unit - 1];
    }

    private int right(int unit, int to) {
        return unit == weights.length ? to : times[2 * unit];
    }

    private int weight(int lo, int hi) {
        int all = 0;
        for (int i = lo; i < hi; i++) {
            all += weights[i];
        }
        return all;
    }
}
