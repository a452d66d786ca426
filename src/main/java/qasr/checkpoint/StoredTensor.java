package qasr.checkpoint;

import java.nio.ByteBuffer;
import java.util.List;
import qasr.model.ModelException;

/**
 * A view of a storage as a tensor. Nothing is read before its numbers are asked for.
 *
 * @param shape the size of each dimension; none for a single number
 * @param strides the distance from an element to the next in each dimension, in elements
 * @param offset the first element
 */
record StoredTensor(NumberType type, List<Long> shape, List<Long> strides, long offset, Storage storage) {
    /** The most elements of a tensor; the largest of the known models has 524,288. */
    static final long MOST_ELEMENTS = 1L << 24;

    private static final int MOST_DIMENSIONS = 8;

    StoredTensor {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    /** Returns a tensor whose elements are stored one after the other, the last dimension running fastest. */
    static StoredTensor contiguous(NumberType type, List<Long> shape, Storage storage) {
        Long[] strides = new Long[shape.size()];
        long step = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= shape.get(i);
        }
        return new StoredTensor(type, shape, List.of(strides), 0, storage);
    }

    /** Returns the number of elements of {@code shape}, or -1 if it is negative, too large, or has too many dimensions. */
    static long elements(List<Long> shape) {
        if (shape.size() > MOST_DIMENSIONS) {
            return -1;
        }
        long product = 1;
        for (long size : shape) {
            if (size < 0 || size > MOST_ELEMENTS) {
                return -1;
            }
            product *= size;
            if (product > MOST_ELEMENTS) {
                return -1;
            }
        }
        return product;
    }

    /** Returns the last element of the storage that this view reads, or -1 if it leaves 0 to 2^31. */
    long last() {
        if (offset < 0 || offset > Integer.MAX_VALUE || elements(shape) < 0 || shape.size() != strides.size()) {
            return -1;
        }
        long last = offset;
        for (int i = 0; i < shape.size(); i++) {
            long stride = strides.get(i);
            if (stride < 0 || stride > Integer.MAX_VALUE) {
                return -1;
            }
            last += Math.max(0, shape.get(i) - 1) * stride;
            if (last > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return last;
    }

    /** Returns the numbers, the last dimension running fastest, rounded to float32. */
    float[] floats() throws ModelException {
        float[] numbers = new float[Math.toIntExact(elements(shape))];
        if (numbers.length == 0) {
            return numbers; // its offset may be beyond the storage
        }
        ByteBuffer bytes = storage.bytes();
        if (type == NumberType.F32 && isContiguous()) {
            bytes.asFloatBuffer().get((int) offset, numbers);
            return numbers;
        }
        int[] index = new int[shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) type.at(bytes, place(index));
            advance(index);
        }
        return numbers;
    }

    /** Returns the only number of a tensor without dimensions; whole numbers are exact to 2^53. */
    double number() throws ModelException {
        return type.at(storage.bytes(), (int) offset);
    }

    private boolean isContiguous() {
        return strides.equals(contiguous(type, shape, storage).strides);
    }

    private int place(int[] index) {
        long place = offset;
        for (int i = 0; i < index.length; i++) {
            place += index[i] * strides.get(i);
        }
        return (int) place;
    }

    private void advance(int[] index) {
        for (int i = index.length - 1; i >= 0; i--) {
            index[i]++;
            if (index[i] < shape.get(i)) {
                return;
            }
            index[i] = 0;
        }
    }
}
