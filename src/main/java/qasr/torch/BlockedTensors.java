package qasr.torch;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.libffi.ffi_type;
import org.bytedeco.libffi.global.ffi;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Makes matrices in oneDNN's block layout over memory of another owner, such as a mapped file. libtorch has a C function
 * for this, which its ahead-of-time compiler uses. Bytedeco's classes do not have that function, so libffi calls it.
 */
final class BlockedTensors {
    private static final int CPU = 0;

    private static final class Holder {
        static final boolean POSSIBLE = probe();
    }

    private BlockedTensors() {}

    /** Returns whether this works here, and products with such a matrix have the same bits. */
    static boolean isPossible() {
        return Holder.POSSIBLE;
    }

    /**
     * Returns a matrix [rows, columns] in BF16, which belongs to the caller's pointer scope.
     *
     * @param numbers the result of {@link BlockedMatrix#bytes}, from this or an earlier process; must outlive the matrix
     * @param description the result of {@link BlockedMatrix#description} for the same matrix
     */
    static Tensor over(Pointer numbers, long rows, long columns, byte[] description) {
        return Functions.INSTANCE.blockedTensor(numbers, rows, columns, description);
    }

    /** The functions of libtorch's C interface for compiled programs, with their signatures. */
    private static final class Functions {
        static final Functions INSTANCE = new Functions();

        private final Pointer fromBlob = NativeCall.function("aoti_torch_create_tensor_from_blob_v2");
        private final Pointer delete = NativeCall.function("aoti_torch_delete_tensor_object");
        private final Pointer layout = NativeCall.function("aoti_torch_layout__mkldnn");
        private final ffi_type pointer = ffi.ffi_type_pointer();
        private final ffi_type word = ffi.ffi_type_sint32();
        private final ffi_type number = ffi.ffi_type_sint64();
        private final NativeCall.Signature takesBlob = NativeCall.Signature.of(
                pointer, number, pointer, pointer, number, word, word, word, pointer, word, pointer, number);
        private final NativeCall.Signature takesOne = NativeCall.Signature.of(pointer);
        private final NativeCall.Signature takesNone = NativeCall.Signature.of();
        private final int blocked = NativeCall.call(takesNone, layout);

        Tensor blockedTensor(Pointer numbers, long rows, long columns, byte[] description) {
            PointerPointer<Pointer> made = new PointerPointer<>(1);
            int problem = NativeCall.call(
                    takesBlob,
                    fromBlob,
                    NativeCall.at(numbers),
                    NativeCall.int64(2),
                    NativeCall.at(new LongPointer(rows, columns)),
                    NativeCall.at(new LongPointer(columns, 1L)),
                    NativeCall.int64(0),
                    NativeCall.int32(ScalarType.BFloat16.value),
                    NativeCall.int32(CPU),
                    NativeCall.int32(0),
                    NativeCall.at(made),
                    NativeCall.int32(blocked),
                    NativeCall.at(new BytePointer(description)),
                    NativeCall.int64(description.length));
            if (problem != 0) {
                throw new IllegalStateException("libtorch cannot make a matrix of " + rows + " x " + columns);
            }
            Tensor tensor = new Tensor(new Tensor(made.get(0))); // shares what the object made has, which then goes
            NativeCall.call(takesOne, delete, made);
            return tensor;
        }
    }

    private static boolean probe() {
        if (!BlockedMatrix.isPossible() || !NativeCall.isPossible()) {
            return false;
        }
        try (PointerScope scope = new PointerScope();
                Scripts scripts = Scripts.load("layers")) {
            Tensor matrix = BlockedMatrix.sample(scripts);
            BytePointer bytes = BlockedMatrix.bytes(matrix);
            Tensor copy = torch.from_blob(bytes, new long[] {bytes.capacity()}, new TensorOptions(ScalarType.Byte))
                    .clone();
            Tensor same = over(copy.data_ptr(), matrix.size(0), matrix.size(1), BlockedMatrix.description(matrix));
            Tensor x = torch.ones(3, matrix.size(1));
            return same.is_mkldnn()
                    && BlockedMatrix.bytes(same).capacity() == bytes.capacity()
                    && torch.equal(
                            scripts.tensor("dense", Values.of(x), Values.of(matrix)),
                            scripts.tensor("dense", Values.of(x), Values.of(same)));
        } catch (RuntimeException | LinkageError e) {
            return false; // another libtorch, or a platform without Bytedeco's libffi
        }
    }
}
