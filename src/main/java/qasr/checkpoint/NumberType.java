package qasr.checkpoint;

import java.nio.ByteBuffer;

/** The number formats of stored tensors, little-endian. */
enum NumberType {
    F32(4),
    F64(8),
    F16(2),
    BF16(2),
    I64(8);

    private static final int HALF_EXPONENT_BIAS = 15;
    private static final int HALF_FRACTION_BITS = 10;

    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the size of one element in bytes. */
    int bytes() {
        return bytes;
    }

    /** Returns element {@code index} of {@code storage}, which is little-endian. */
    double at(ByteBuffer storage, int index) {
        int place = index * bytes;
        return switch (this) {
            case F32 -> storage.getFloat(place);
            case F64 -> storage.getDouble(place);
            case F16 -> half(storage.getShort(place));
            case BF16 -> Float.intBitsToFloat(storage.getShort(place) << 16);
            case I64 -> storage.getLong(place);
        };
    }

    private static double half(short bits) {
        int exponent = (bits >> HALF_FRACTION_BITS) & 0x1f;
        int fraction = bits & ((1 << HALF_FRACTION_BITS) - 1);
        double size;
        if (exponent == 0x1f) {
            size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            size = Math.scalb((double) fraction, 1 - HALF_EXPONENT_BIAS - HALF_FRACTION_BITS);
        } else {
            size = Math.scalb(
                    (double) (fraction | (1 << HALF_FRACTION_BITS)),
                    exponent - HALF_EXPONENT_BIAS - HALF_FRACTION_BITS);
        }
        return bits < 0 ? -size : size;
    }
}
