package qasr.speakers;

import java.util.List;

/**
 * A tensor of a network's weights.
 *
 * @param shape the size of each dimension
 * @param values the numbers, the last dimension running fastest; not copied, so do not change them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WeightTensor(List<Long> shape, float[] values) {
    public WeightTensor {
        shape = List.copyOf(shape);
        long elements = shape.stream().reduce(1L, Math::multiplyExact);
        if (elements != values.length) {
            throw new IllegalArgumentException("sizes " + shape + " with " + values.length + " numbers");
        }
    }
}
