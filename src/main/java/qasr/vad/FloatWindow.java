package qasr.vad;

import java.util.Arrays;

/**
 * A growing sequence of numbers that keeps only the newest part. Positions count from the first number that was ever
 * added.
 */
final class FloatWindow {
    private float[] values = new float[1 << 14];
    private int offset;
    private int length;
    private long start;

    /** Returns the position of the oldest number that is kept. */
    long start() {
        return start;
    }

    /** Returns the position after the newest number. */
    long end() {
        return start + length;
    }

    void append(float[] source, int from, int count) {
        if (offset + length + count > values.length) {
            makeRoom(count);
        }
        System.arraycopy(source, from, values, offset + length, count);
        length += count;
    }

    private void makeRoom(int count) {
        int needed = length + count;
        float[] target = needed > values.length / 2 ? new float[Math.multiplyExact(2, needed)] : values;
        System.arraycopy(values, offset, target, 0, length);
        values = target;
        offset = 0;
    }

    /** Drops all numbers before {@code position}. */
    void dropBefore(long position) {
        int count = (int) Math.max(0, Math.min(position - start, length));
        offset += count;
        length -= count;
        start += count;
    }

    float get(long position) {
        return values[index(position)];
    }

    /** Returns a copy of the numbers in [from, to). */
    float[] copy(long from, long to) {
        if (to > end()) {
            throw new IndexOutOfBoundsException("[" + from + ", " + to + ") ends behind " + end());
        }
        int index = from == to ? offset : index(from);
        return Arrays.copyOfRange(values, index, index + Math.toIntExact(to - from));
    }

    private int index(long position) {
        if (position < start || position >= end()) {
            throw new IndexOutOfBoundsException(position + " is outside [" + start + ", " + end() + ")");
        }
        return offset + (int) (position - start);
    }
}
