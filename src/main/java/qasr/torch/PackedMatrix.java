package qasr.torch;

import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A matrix [out, in] in the layout of fbgemm's FP16 kernels, over memory with another owner, such as a mapped file.
 * Owns native memory: close it before that memory is released.
 *
 * <p>libtorch packs at run time only, into its own memory, at about 20 ns per weight. So this class takes libtorch's
 * packed form of a tiny matrix and changes its pointer to other numbers. The fields are those of PackedGemmMatrixFP16
 * in fbgemm's header FbgemmPackMatrixB.h, inside a PackedLinearWeightFp16 of libtorch. {@link #isPossible} checks the
 * positions of these fields.
 */
final class PackedMatrix implements AutoCloseable {
    /** The number of inputs of a block ... */
    private static final int BLOCK_INPUTS = 512;
    /** ... and of outputs: the size of two vectors of the processor, 16 with AVX2, 32 with AVX-512. */
    private static final List<Integer> BLOCK_OUTPUTS = List.of(16, 32);
    /** A multiple of both numbers of outputs. */
    private static final int OUTPUTS_AT_ONCE = 32;

    // Eight bytes each, as indices of a LongPointer, on little-endian x86-64.
    private static final int HELD = 2;
    private static final int FIELDS = 8;
    private static final int SIZE = 4;
    private static final int KERNEL_BLOCKS = 5;
    private static final int ELEMENTS = 6;
    private static final int FLAGS = 7;
    private static final long PACKED = 1;
    private static final long PASSED_IN = 1L << 8;
    private static final long FLAG_BITS = 0xFFFF;

    private static final class Holder {
        /** The number of outputs of a block on this machine, or 0 if packed matrices do not have the expected form. */
        static final int BLOCK = probe();
    }

    private final Tensor tensor;
    private final IValue object;
    private final long[] ofTensor;
    private final long[] ofObject;

    private PackedMatrix(Tensor tensor, IValue object, long[] ofTensor, long[] ofObject) {
        this.tensor = tensor;
        this.object = object;
        this.ofTensor = ofTensor;
        this.ofObject = ofObject;
    }

    /** Returns whether packed matrices of this libtorch have the expected form on this machine. */
    static boolean isPossible() {
        return Holder.BLOCK > 0;
    }

    /** Returns whether a matrix of this size can be packed here. All matrices of the published models can. */
    static boolean fits(long out, long in) {
        return out % OUTPUTS_AT_ONCE == 0 && in > 0;
    }

    /** Returns the number of outputs of a block. Matrices with another number cannot be used here. */
    static int blockOutputs() {
        return Holder.BLOCK;
    }

    /** Returns the number of FP16 elements of a packed matrix. */
    static long elements(long out, long in) {
        return blocks(in) * BLOCK_INPUTS * out;
    }

    private static long blocks(long in) {
        return (in + BLOCK_INPUTS - 1) / BLOCK_INPUTS;
    }

    /**
     * Packs rows.
     *
     * @param target the place of the whole matrix, [elements] of FP16
     * @param rows [n, in] of FP16, n a multiple of 32
     * @param first the index of the first row in the matrix, a multiple of 32
     * @param out the number of rows of the matrix
     */
    static void write(Tensor target, Tensor rows, long first, long out) {
        write(target, rows, first, out, Holder.BLOCK);
    }

    private static void write(Tensor target, Tensor rows, long first, long out, int block) {
        long in = rows.size(1);
        long groups = rows.size(0) / block;
        long whole = in / BLOCK_INPUTS;
        long rest = in % BLOCK_INPUTS;
        long split = whole * BLOCK_INPUTS;
        if (whole > 0) {
            target.narrow(0, 0, split * out)
                    .view(whole, out / block, BLOCK_INPUTS, block)
                    .narrow(1, first / block, groups)
                    .copy_(rows.narrow(1, 0, split)
                            .view(groups, block, whole, BLOCK_INPUTS)
                            .permute(2, 0, 3, 1));
        }
        if (rest > 0) {
            target.narrow(0, split * out, rest * out)
                    .view(out / block, rest, block)
                    .narrow(0, first / block, groups)
                    .copy_(rows.narrow(1, split, rest).view(groups, block, rest).permute(0, 2, 1));
        }
    }

    /** Returns a matrix over {@code elements}, which must live longer. */
    static PackedMatrix over(Tensor elements, long out, long in) {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = torch.fbgemm_pack_gemm_matrix_fp16(torch.zeros(OUTPUTS_AT_ONCE, 1));
            IValue object = object(torch.zeros(OUTPUTS_AT_ONCE, 1));
            long address = elements.data_ptr().address();
            long[] ofTensor = moved(fields(tensor), out, in, address);
            long[] ofObject = moved(fields(object), out, in, address);
            tensor.retainReference();
            object.retainReference();
            return new PackedMatrix(tensor, object, ofTensor, ofObject);
        }
    }

    /** Changes {@code fields} to a matrix at {@code address}, and returns what they were. */
    private static long[] moved(LongPointer fields, long out, long in, long address) {
        long[] original = new long[FIELDS];
        fields.get(original);
        fields.put(expected(out, in, address, original[FLAGS], PASSED_IN, Holder.BLOCK));
        return original;
    }

    private static IValue object(Tensor matrix) {
        return LibraryOperators.call("quantized::linear_prepack_fp16", Values.of(matrix), Values.none());
    }

    private static long[] expected(long out, long in, long address, long flags, long passedIn, int block) {
        long last = in % BLOCK_INPUTS == 0 ? BLOCK_INPUTS : in % BLOCK_INPUTS;
        return new long[] {
            in | out << 32,
            BLOCK_INPUTS | last << 32,
            block | blocks(in) << 32,
            out / block,
            elements(out, in),
            2,
            address,
            (flags & ~FLAG_BITS) | PACKED | passedIn
        };
    }

    private static LongPointer fields(Tensor packed) {
        return fields(new LongPointer(packed.data_ptr()).get(0));
    }

    /** A script object of libtorch has its C++ object in its only slot; a value begins with its pointer. */
    private static LongPointer fields(IValue packed) {
        return fields(new LongPointer(packed.toObject().getSlot(0)).get(0));
    }

    private static LongPointer fields(long weight) {
        return new LongPointer(at(new LongPointer(at(weight)).get(HELD)));
    }

    private static Pointer at(long place) {
        return new Pointer() {
            {
                address = place;
            }
        };
    }

    /** Returns the argument for torch.fbgemm_linear_fp16_weight_fp32_activation. */
    Tensor tensor() {
        return tensor;
    }

    /**
     * Returns the matrix for quantized::linear_dynamic_fp16, which computes the same product, each thread a part of the
     * outputs.
     */
    IValue object() {
        return object;
    }

    @Override
    public void close() {
        try (PointerScope scope = new PointerScope()) {
            // their own numbers, which their destructors free
            fields(tensor).put(ofTensor);
            fields(object).put(ofObject);
        }
        tensor.releaseReference();
        object.releaseReference();
    }

    private static int probe() {
        if (!WeightLoader.packingWorks()
                || !System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
                || !System.getProperty("os.arch").equals("amd64")) {
            return 0;
        }
        return BLOCK_OUTPUTS.stream()
                .filter(block -> agrees(64, 40, block) && agrees(96, 1200, block))
                .findFirst()
                .orElse(0);
    }

    /** Returns whether libtorch's packed matrix has the form that this class expects. */
    private static boolean agrees(long out, long in, int block) {
        try (PointerScope scope = new PointerScope()) {
            Tensor matrix = torch.arange(new org.bytedeco.pytorch.Scalar(out * in))
                    .remainder(new org.bytedeco.pytorch.Scalar(2039))
                    .view(out, in)
                    .to(torch.ScalarType.Float);
            Tensor tensor = torch.fbgemm_pack_gemm_matrix_fp16(matrix);
            IValue object = object(matrix);
            return agrees(fields(tensor), matrix, block) && agrees(fields(object), matrix, block);
        }
    }

    private static boolean agrees(LongPointer fields, Tensor matrix, int block) {
        try (PointerScope scope = new PointerScope()) {
            long out = matrix.size(0);
            long in = matrix.size(1);
            long[] actual = new long[FIELDS];
            fields.get(actual);
            long[] wanted = expected(out, in, actual[ELEMENTS], actual[FLAGS], 0, block);
            wanted[3] |= actual[3] & 0xFFFFFFFF00000000L; // padding
            wanted[KERNEL_BLOCKS] |= actual[KERNEL_BLOCKS] & 0xFFFFFFFF00000000L;
            if (!java.util.Arrays.equals(actual, wanted)) {
                return false;
            }
            Tensor ours = torch.zeros(actual[SIZE]).to(torch.ScalarType.Half);
            write(ours, matrix.to(torch.ScalarType.Half), 0, out, block);
            Tensor theirs = torch.from_blob(
                    at(actual[ELEMENTS]),
                    new long[] {actual[SIZE]},
                    new org.bytedeco.pytorch.TensorOptions(torch.ScalarType.Half));
            long count = in * out;
            return torch.equal(ours.narrow(0, 0, count), theirs.narrow(0, 0, count));
        }
    }
}
