package qasr.torch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * An 8-bit matrix in fbgemm's layout, over memory with another owner, such as a mapped file. Owns native memory: close
 * it before that memory is released.
 *
 * <p>A packed matrix of libtorch is a tensor over an object of fbgemm, PackBMatrix of FbgemmPackMatrixB.h. The object
 * has a pointer to the numbers and their layout, which depends on the processor. This class takes the object of a tiny
 * matrix and replaces its layout and numbers, as {@link PackedMatrix} does for FP16.
 */
final class Int8Matrix implements AutoCloseable {
    // Eight bytes each, as indices of a LongPointer.
    private static final int FIELDS = 13;
    private static final int NUMBERS = 1;
    private static final int BLOCK = 2;
    private static final int BLOCKS = 3;
    private static final int OWNED = 4;
    private static final int SIZE = 6;
    /** The fields with the layout. The others are pointers and padding. */
    private static final List<Integer> LAYOUT = List.of(BLOCK, BLOCKS, SIZE, 7, 8, 9, 10, 12);

    private static final int PROBE_OUT = 96;
    private static final int PROBE_IN = 1024;

    private static final class Holder {
        static final boolean POSSIBLE = probe();
    }

    private final Tensor tensor;
    private final long[] original;

    private Int8Matrix(Tensor tensor, long[] original) {
        this.tensor = tensor;
        this.original = original;
    }

    /** Returns whether packed matrices of this libtorch have the expected form. */
    static boolean isPossible() {
        return Holder.POSSIBLE;
    }

    /**
     * Returns a small packed matrix, which is the same only on machines with the same packing. It belongs to the
     * caller's pointer scope.
     */
    static Tensor sample() {
        Tensor numbers = torch.arange(new org.bytedeco.pytorch.Scalar(PROBE_OUT * PROBE_IN))
                .remainder(new org.bytedeco.pytorch.Scalar(127))
                .view(PROBE_OUT, PROBE_IN);
        return torch.fbgemm_pack_quantized_matrix(numbers.to(ScalarType.Char));
    }

    /** Returns the layout of matrices on this machine in eight characters, for the names of their files. */
    static String layoutName() {
        try (PointerScope scope = new PointerScope()) {
            Tensor sample = sample();
            Tensor numbers = numbers(sample);
            CRC32C sum = new CRC32C();
            sum.update(layout(sample).toString().getBytes(StandardCharsets.UTF_8));
            sum.update(new BytePointer(numbers.data_ptr())
                    .capacity(numbers.numel())
                    .asByteBuffer());
            return String.format(Locale.ROOT, "%08x", sum.getValue());
        }
    }

    /** Returns the layout of {@code packed}, for {@link #over}. */
    static List<Long> layout(Tensor packed) {
        LongPointer fields = new LongPointer(packed.data_ptr());
        return LAYOUT.stream().map(fields::get).toList();
    }

    /** Returns the size in bytes of a matrix with {@code layout}, or -1 if the layout is invalid. */
    static long bytes(List<Long> layout) {
        if (layout.size() != LAYOUT.size()) {
            return -1;
        }
        long bytes = product(layout.get(0)) * product(layout.get(1));
        return bytes > 0 && product(layout.get(2)) > 0 && bytes >= product(layout.get(2)) ? bytes : -1;
    }

    private static long product(long pair) {
        return (pair >> 32) * (int) pair;
    }

    /** Returns the number of inputs of a matrix. */
    static int inputs(List<Long> layout) {
        return layout.get(2).intValue();
    }

    /** Returns the number of outputs of a matrix. */
    static int outputs(List<Long> layout) {
        return (int) (layout.get(2) >> 32);
    }

    /** Returns the numbers of {@code packed} as bytes, valid as long as {@code packed}. */
    static Tensor numbers(Tensor packed) {
        return torch.from_blob(
                at(new LongPointer(packed.data_ptr()).get(NUMBERS)),
                new long[] {bytes(layout(packed))},
                new TensorOptions(ScalarType.Byte));
    }

    private static Pointer at(long place) {
        return new Pointer() {
            {
                address = place;
            }
        };
    }

    /** Returns a matrix over {@code numbers}, which must live longer. */
    static Int8Matrix over(Tensor numbers, List<Long> layout) {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = torch.fbgemm_pack_quantized_matrix(torch.zeros(8, 8).to(ScalarType.Char));
            LongPointer fields = new LongPointer(tensor.data_ptr());
            long[] original = new long[FIELDS];
            fields.get(original);
            long[] changed = original.clone();
            for (int i = 0; i < LAYOUT.size(); i++) {
                changed[LAYOUT.get(i)] = layout.get(i);
            }
            changed[NUMBERS] = numbers.data_ptr().address();
            changed[OWNED] &= ~0xFFL;
            fields.put(changed);
            tensor.retainReference();
            return new Int8Matrix(tensor, original);
        }
    }

    /** Returns the argument for torch.fbgemm_linear_int8_weight_fp32_activation. */
    Tensor tensor() {
        return tensor;
    }

    @Override
    public void close() {
        try (PointerScope scope = new PointerScope()) {
            new LongPointer(tensor.data_ptr()).put(original); // its own numbers, which its destructor frees
        }
        tensor.releaseReference();
    }

    private static boolean probe() {
        if (!WeightLoader.packingWorks()
                || !System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
                || !System.getProperty("os.arch").equals("amd64")) {
            return false;
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor packed = sample();
            if (packed.numel() != FIELDS * (long) Long.BYTES) {
                return false;
            }
            LongPointer fields = new LongPointer(packed.data_ptr());
            List<Long> layout = layout(packed);
            long least = (long) PROBE_OUT * PROBE_IN;
            return fields.get(SIZE) == (PROBE_IN | (long) PROBE_OUT << 32)
                    && (fields.get(OWNED) & 0xFF) == 1
                    && layout.get(3) == 1 // one group
                    && bytes(layout) >= least
                    && bytes(layout) <= 4 * least;
        }
    }
}
