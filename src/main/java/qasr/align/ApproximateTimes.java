package qasr.align;

import java.util.stream.IntStream;

/**
 * Estimated times of units, without a model: the letters are spread evenly over the active steps of the sound, so a pause
 * gets none.
 *
 * <p>A unit that would lie on both sides of a pause is put on the side where most of it is.
 */
public final class ApproximateTimes {
    /** Shorter pauses are part of a word, such as the closure of a plosive. */
    private static final int PAUSE_STEPS = 160 / SpeechMap.STEP_MILLIS;

    private ApproximateTimes() {}

    /**
     * Returns the times of units in a part of the sound.
     *
     * @param from the start of the part in milliseconds
     * @param to its end, not before {@code from}
     * @param weights the length of each unit in letters, at least 1
     * @return start and end of each unit in milliseconds, in order, without overlaps, from {@code from} to {@code to}
     */
    static int[] of(SpeechMap map, int from, int to, int[] weights) {
        int[] steps = steps(map, from, to);
        long all = 0;
        for (int weight : weights) {
            all += weight;
        }
        int[] times = new int[2 * weights.length];
        long before = 0;
        for (int i = 0; i < weights.length; i++) {
            double start = (double) steps.length * before / all;
            before += weights[i];
            double end = (double) steps.length * before / all;
            place(steps, start, end, times, i);
        }
        return bounded(times, from, to);
    }

    /** Returns the steps that get letters: the active ones, or those with speech, or all. */
    private static int[] steps(SpeechMap map, int from, int to) {
        int first = from / SpeechMap.STEP_MILLIS;
        int last = Math.max(first + 1, (to + SpeechMap.STEP_MILLIS - 1) / SpeechMap.STEP_MILLIS);
        int[] active = IntStream.range(first, last).filter(map::isActive).toArray();
        if (active.length > 0) {
            return active;
        }
        int[] speech = IntStream.range(first, last).filter(map::isSpeech).toArray();
        return speech.length > 0 ? speech : IntStream.range(first, last).toArray();
    }

    /** Places unit {@code i}, which has the active steps from {@code start} to {@code end}, counted with fractions. */
    private static void place(int[] steps, double start, double end, int[] times, int i) {
        double from = start;
        double to = end;
        int first = (int) start;
        int last = Math.min(steps.length, (int) Math.ceil(end)) - 1;
        int part = first;
        double longest = 0;
        for (int k = first; k <= last; k++) {
            if (k == last || steps[k + 1] - steps[k] > PAUSE_STEPS) {
                double partFrom = Math.max(start, part);
                double partTo = Math.min(end, k + 1);
                if (partTo - partFrom > longest) {
                    longest = partTo - partFrom;
                    from = partFrom;
                    to = partTo;
                }
                part = k + 1;
            }
        }
        times[2 * i] = startTime(steps, from);
        times[2 * i + 1] = endTime(steps, to);
    }

    private static int startTime(int[] steps, double position) {
        int step = Math.min(steps.length - 1, (int) position);
        return (int) Math.round(SpeechMap.STEP_MILLIS * (steps[step] + position - step));
    }

    private static int endTime(int[] steps, double position) {
        int step = Math.max(0, Math.min(steps.length, (int) Math.ceil(position)) - 1);
        return (int) Math.round(SpeechMap.STEP_MILLIS * (steps[step] + position - step));
    }

    private static int[] bounded(int[] times, int from, int to) {
        int last = from;
        for (int i = 0; i < times.length; i++) {
            last = Math.max(last, Math.min(to, times[i]));
            times[i] = last;
        }
        return times;
    }
}
