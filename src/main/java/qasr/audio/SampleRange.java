package qasr.audio;

/**
 * A piece of a recording as sample offsets at 16 kHz, half-open: {@code start} belongs to it, {@code end} does not.
 * The only representation of "a piece of the sound"; seconds are made from it once, at the border.
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

    /** Tells whether the two ranges share a sample. */
    public boolean overlaps(SampleRange other) {
        return start < other.end && other.start < end;
    }

    /** Returns this range moved by {@code samples}. */
    public SampleRange shifted(long samples) {
        return new SampleRange(start + samples, end + samples);
    }
}
