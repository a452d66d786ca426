package qasr.engine;

/** A queue of samples that one reader has read and another has not. */
final class FloatQueue {
    private float[] samples = new float[0];
    private int start;
    private int end;

    boolean isEmpty() {
        return start == end;
    }

    void add(float[] more, int count) {
        if (end + count > samples.length) {
            float[] grown = new float[Math.max(2 * (end - start), end - start + count)];
            System.arraycopy(samples, start, grown, 0, end - start);
            samples = grown;
            end -= start;
            start = 0;
        }
        System.arraycopy(more, 0, samples, end, count);
        end += count;
    }

    int take(float[] buffer, int offset, int length) {
        int count = Math.min(length, end - start);
        System.arraycopy(samples, start, buffer, offset, count);
        start += count;
        return count;
    }
}
