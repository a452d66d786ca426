package qasr.edit;

import java.util.ArrayList;
import java.util.List;

/** The parts of a text that later stages must not change, in order. */
final class Protection {
    private record Stretch(int start, int end) {}

    private final List<Stretch> stretches = new ArrayList<>();

    void add(int start, int end) {
        stretches.add(new Stretch(start, end));
    }

    /** Returns whether [start, end) overlaps a protected part. */
    boolean touches(int start, int end) {
        return stretches.stream().anyMatch(stretch -> start < stretch.end && end > stretch.start);
    }

    /** Adds the protected parts inside [start, end) to {@code target}, moved by {@code shift}. */
    void copy(int start, int end, int shift, Protection target) {
        for (Stretch stretch : stretches) {
            if (stretch.start >= start && stretch.end <= end) {
                target.add(stretch.start + shift, stretch.end + shift);
            }
        }
    }
}
