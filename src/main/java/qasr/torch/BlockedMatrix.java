package qasr.torch;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A BF16 matrix [out, in] in the block layout of oneDNN's kernels: one copy for any number of rows. */
final class BlockedMatrix {
    /** Rows and columns of the sample. */
    private static final long SAMPLE = 64;
    /** The number of different values in the sample: BF16 holds each exactly, and their columns shift from row to row. */
    private static final long SAMPLE_NUMBERS = 251;

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

    /** Returns a small packed matrix that shows the place of each number; it belongs to the caller's pointer scope. */
    static Tensor sample(Scripts scripts) {
        Tensor numbers = torch.arange(new Scalar(SAMPLE * SAMPLE)).remainder(new Scalar(SAMPLE_NUMBERS));
        return of(scripts, numbers.view(SAMPLE, SAMPLE).to(ScalarType.BFloat16));
    }

    /** Returns the numbers of {@code matrix} in memory order, with its padding. They live as long as {@code matrix}. */
    static BytePointer bytes(Tensor matrix) {
        long bytes = LibraryOperators.call("mkldnn::_nbytes", Values.of(matrix)).toInt();
        long place =
                LibraryOperators.call("mkldnn::data_ptr", Values.of(matrix)).toInt();
        return new BytePointer(new Pointer() {
                    {
                        address = place;
                    }
                })
                .capacity(bytes);
    }

    /** Returns oneDNN's description of the layout, valid for the same release of oneDNN only. */
    static byte[] description(Tensor matrix) {
        Tensor words = LibraryOperators.call("mkldnn::_get_mkldnn_serialized_md", Values.of(matrix))
                .toTensor()
                .contiguous();
        byte[] description = new byte[Math.toIntExact(words.numel())];
        new BytePointer(words.data_ptr()).get(description);
        return description;
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
