package qasr.audio;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A part of a recording as sample offsets at 16 kHz, half-open: {@code start} is inside, {@code end} is not. All rooms
 * use this type for parts of a recording; only the output converts it to seconds.
 */
public record SampleRange(long start, long end) {
    public SampleRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a sample range: [" + start + ", " + end + ")");
        }
    }

    /** Returns the number of samples. */
    public long length() {
        return end - start;
    }

    /** Returns whether the two ranges share a sample. */
    public boolean overlaps(SampleRange other) {
        return start < other.end && other.start < end;
    }

    /** Returns this range moved by {@code samples}. */
    public SampleRange shifted(long samples) {
        return new SampleRange(start + samples, end + samples);
    }

    /** Returns the samples that are in any of {@code ranges}, in order; ranges that touch are joined. */
    public static List<SampleRange> union(Collection<SampleRange> ranges) {
        List<SampleRange> union = new ArrayList<>();
        ranges.stream().sorted(Comparator.comparingLong(SampleRange::start)).forEach(range -> {
            int last = union.size() - 1;
            if (last >= 0 && range.start <= union.get(last).end) {
                union.set(last, new SampleRange(union.get(last).start, Math.max(union.get(last).end, range.end)));
            } else {
                union.add(range);
            }
        });
        return List.copyOf(union);
    }
}
