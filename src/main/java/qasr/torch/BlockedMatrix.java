package qasr.torch;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A BF16 matrix [out, in] in the blocks that oneDNN's kernels read: one copy for any number of rows. */
final class BlockedMatrix {
    /** Rows and columns of the sample. */
    private static final long SAMPLE = 64;
    /** How many numbers there are in it: BF16 holds them, and their places in rows of 64 shift. */
    private static final long SAMPLE_NUMBERS = 251;

    private static final class Holder {
        static final boolean POSSIBLE = probe();
    }

    private BlockedMatrix() {}

    /** Tells whether oneDNN multiplies in BF16 here: with AVX-512, or AVX2 with the instructions that convert to BF16. */
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

    /** Returns a small matrix in blocks, in which each number's place shows; it belongs to the caller's pointer scope. */
    static Tensor sample(Scripts scripts) {
        Tensor numbers = torch.arange(new Scalar(SAMPLE * SAMPLE)).remainder(new Scalar(SAMPLE_NUMBERS));
        return of(scripts, numbers.view(SAMPLE, SAMPLE).to(ScalarType.BFloat16));
    }

    /** Returns the numbers of {@code matrix} as they lie, its padding with them; they live as long as it does. */
    static BytePointer bytes(Tensor matrix) {
        long bytes = OnednnOperators.call("mkldnn::_nbytes", Values.of(matrix)).toInt();
        long place = OnednnOperators.call("mkldnn::data_ptr", Values.of(matrix)).toInt();
        return new BytePointer(new Pointer() {
                    {
                        address = place;
                    }
                })
                .capacity(bytes);
    }

    /** Returns how they lie, in oneDNN's own words: of use to the same release of it. */
    static byte[] description(Tensor matrix) {
        Tensor words = OnednnOperators.call("mkldnn::_get_mkldnn_serialized_md", Values.of(matrix))
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
            return false; // the operators refuse
        }
    }
}
