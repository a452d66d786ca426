package qasr.torch;

import java.util.function.Predicate;

/**
 * Where a reference rounds to BF16: what a product is given, what it gives, and the cache's keys. The first three tell of a
 * matrix, by its name, whether it is so.
 *
 * @param inputs the rows that the matrix is multiplied with are rounded
 * @param outputs its products are rounded, when the bias is added
 * @param early its products are rounded before the bias is added as well
 * @param keys keys are rounded after they have been turned, as the cache keeps them; its values are products
 */
record Bf16Rounding(Predicate<String> inputs, Predicate<String> outputs, Predicate<String> early, boolean keys) {
    /** Nowhere: the network in exact arithmetic. */
    static final Bf16Rounding NONE = new Bf16Rounding(matrix -> false, matrix -> false, matrix -> false, false);

    /** As the scripts round: every product but those of the first convolution, which is in float32, and the vocabulary's. */
    static final Bf16Rounding SCRIPTS =
            new Bf16Rounding(Bf16Rounding::isBlocked, Bf16Rounding::isBlocked, matrix -> false, true);

    private static final String FIRST_CONVOLUTION = "audio_tower.conv2d1";

    private static boolean isBlocked(String matrix) {
        return !matrix.equals(FIRST_CONVOLUTION);
    }

    /** Returns this without the inputs of the matrices of a kind, by the end of their names. */
    Bf16Rounding withoutInputs(String kind) {
        return new Bf16Rounding(inputs.and(matrix -> !matrix.endsWith(kind)), outputs, early, keys);
    }

    /** Returns this without the outputs of the matrices of a kind. */
    Bf16Rounding withoutOutputs(String kind) {
        return new Bf16Rounding(inputs, outputs.and(matrix -> !matrix.endsWith(kind)), early, keys);
    }

    /** Returns this with the products of a kind rounded before their bias is added, too. */
    Bf16Rounding early(String kind) {
        return new Bf16Rounding(inputs, outputs, matrix -> matrix.endsWith(kind), keys);
    }

    /** Returns this with keys that are not rounded. */
    Bf16Rounding withoutKeys() {
        return new Bf16Rounding(inputs, outputs, early, false);
    }

    /** Returns the nearest number that BF16 holds; of two, the even one. */
    static double nearest(double x) {
        int bits = Float.floatToRawIntBits((float) x);
        return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
    }
}
