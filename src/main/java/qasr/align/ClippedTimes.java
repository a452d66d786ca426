package qasr.align;

/**
 * Shortens units that last longer than any speaker needs to the active part of their time: silence at the ends is cut
 * off, and of two parts with a pause between them only the longer one is kept.
 */
final class ClippedTimes {
    private static final int LONGEST_MILLIS = 400;
    private static final int LONGEST_LETTER_MILLIS = 150;
    private static final int PAUSE_STEPS = 240 / SpeechMap.STEP_MILLIS;

    private ClippedTimes() {}

    /**
     * Clips the times of units in place.
     *
     * @param times start and end of each unit in milliseconds
     * @param weights the length of each unit in letters
     * @param adjusted set for each unit that is clipped
     */
    static void clip(SpeechMap map, int[] times, int[] weights, boolean[] adjusted) {
        for (int i = 0; i < weights.length; i++) {
            int longest = LONGEST_MILLIS + LONGEST_LETTER_MILLIS * weights[i];
            if (times[2 * i + 1] - times[2 * i] > longest) {
                adjusted[i] |= clip(map, times, i);
            }
        }
    }

    private static boolean clip(SpeechMap map, int[] times, int unit) {
        int first = times[2 * unit] / SpeechMap.STEP_MILLIS;
        int end = (times[2 * unit + 1] + SpeechMap.STEP_MILLIS - 1) / SpeechMap.STEP_MILLIS;
        int bestFrom = -1;
        int bestTo = -1;
        int from = -1;
        int last = -1;
        for (int step = first; step <= end; step++) {
            boolean active = step < end && map.isActive(step);
            if (from >= 0 && (step == end || (active && step - last > PAUSE_STEPS))) {
                if (last + 1 - from > bestTo - bestFrom) {
                    bestFrom = from;
                    bestTo = last + 1;
                }
                from = -1;
            }
            if (active) {
                from = from < 0 ? step : from;
                last = step;
            }
        }
        if (bestFrom < 0) {
            return false; // no speech at all: the check of the chunk sees it
        }
        int start = Math.max(times[2 * unit], bestFrom * SpeechMap.STEP_MILLIS);
        int stop = Math.min(times[2 * unit + 1], bestTo * SpeechMap.STEP_MILLIS);
        boolean changed = start != times[2 * unit] || stop != times[2 * unit + 1];
        times[2 * unit] = start;
        times[2 * unit + 1] = stop;
        return changed;
    }
}
