package qasr.text;

import java.util.Arrays;

/**
 * Shortens repetitions in the output of a model in a loop. It works on code points. It hides the loop, but cannot
 * recover the speech that the loop replaced.
 *
 * <p>Source of rule and constants: {@code detect_and_fix_repetitions} of QwenLM/Qwen3-ASR.
 */
final class Repetition {
    private static final int THRESHOLD = 20;
    private static final int MAX_PATTERN = 20;
    private static final int MIN_LOOP = 2 * THRESHOLD;

    private Repetition() {}

    /** Returns {@code text} with runs of one character, then runs of short patterns, reduced to one. */
    static String clean(String text) {
        int[] points = withoutRuns(text.codePoints().toArray());
        StringBuilder cleaned = new StringBuilder();
        int i = 0;
        while (i <= points.length - MIN_LOOP) {
            int pattern = patternAt(points, i);
            if (pattern == 0) {
                cleaned.appendCodePoint(points[i++]);
                continue;
            }
            append(cleaned, points, i, i + pattern);
            i += pattern * THRESHOLD;
            while (i + pattern <= points.length && repeats(points, i, pattern)) {
                i += pattern;
            }
        }
        append(cleaned, points, i, points.length);
        return cleaned.toString();
    }

    /** Returns the code points with each run of more than 20 equal points reduced to one. */
    private static int[] withoutRuns(int[] points) {
        int[] kept = new int[points.length];
        int count = 0;
        int i = 0;
        while (i < points.length) {
            int end = i + 1;
            while (end < points.length && points[end] == points[i]) {
                end++;
            }
            int copies = end - i > THRESHOLD ? 1 : end - i;
            for (int k = 0; k < copies; k++) {
                kept[count++] = points[i];
            }
            i = end;
        }
        return Arrays.copyOf(kept, count);
    }

    /** Returns the length of the shortest pattern that repeats 20 times at {@code start}, or 0. */
    private static int patternAt(int[] points, int start) {
        for (int length = 1; length <= MAX_PATTERN && start + length * THRESHOLD <= points.length; length++) {
            int end = start + length;
            while (end < start + length * THRESHOLD && points[end] == points[end - length]) {
                end++;
            }
            if (end == start + length * THRESHOLD) {
                return length;
            }
        }
        return 0;
    }

    /** Returns whether the {@code length} points at {@code start} equal the {@code length} points before them. */
    private static boolean repeats(int[] points, int start, int length) {
        return Arrays.equals(points, start, start + length, points, start - length, start);
    }

    private static void append(StringBuilder text, int[] points, int from, int to) {
        for (int i = from; i < to; i++) {
            text.appendCodePoint(points[i]);
        }
    }
}
