package qasr.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A BF16 matrix [out, in] in the block layout of oneDNN's kernels, for any number of rows. It is made at memory speed,
 * so no file caches it.
 */
final class BlockedMatrix {
    private static final class Holder {
        static final boolean POSSIBLE = probe();
    }

    private BlockedMatrix() {}

    /** Returns whether oneDNN multiplies in BF16 here: with AVX-512, or AVX2 and conversion instructions for BF16. */
    static boolean isPossible() {
        return Holder.POSSIBLE;
    }

    /**
     * Returns {@code weight} [out, in] in blocks; it belongs to the caller's pointer scope.
     *
     * @param scripts layers.py
     */
    static Tensor of(Scripts scripts, Tensor weight) {
        return scripts.tensor("blocked_matrix", Values.of(weight.contiguous()));
    }

    private static boolean probe() {
        try (PointerScope scope = new PointerScope();
                Scripts scripts = Scripts.load("layers")) {
            Tensor weight = of(scripts, torch.ones(16, 16).to(ScalarType.BFloat16));
            Tensor product = scripts.tensor("dense", Values.of(torch.ones(2, 16)), Values.of(weight));
            return product.sum().item_double() == 2 * 16 * 16;
        } catch (RuntimeException e) {
            return false; // the operators are not supported
        }
    }
}
