package qasr.output;

import java.util.List;

/** One subtitle: start and end in milliseconds, and its lines. */
record Cue(long start, long end, List<String> lines) {
    Cue {
        lines = List.copyOf(lines);
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("cue from " + start + " to " + end + " ms");
        }
    }
}
