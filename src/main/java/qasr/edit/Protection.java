package qasr.edit;

import java.util.ArrayList;
import java.util.List;

/** Stretches of a text that are settled, in order. */
final class Protection {
    private record Stretch(int start, int end) {}

    private final List<Stretch> stretches = new ArrayList<>();

    void add(int start, int end) {
        stretches.add(new Stretch(start, end));
    }

    /** Returns whether any of [start, end) is settled. */
    boolean touches(int start, int end) {
        return stretches.stream().anyMatch(stretch -> start < stretch.end && end > stretch.start);
    }

    /** Adds the stretches inside [start, end) to {@code target}, moved by {@code shift}. */
    void copy(int start, int end, int shift, Protection target) {
        for (Stretch stretch : stretches) {
            if (stretch.start >= start && stretch.end <= end) {
                target.add(stretch.start + shift, stretch.end + shift);
            }
        }
    }
}
