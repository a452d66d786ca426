package qasr.torch;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.libffi.ffi_cif;
import org.bytedeco.libffi.ffi_type;
import org.bytedeco.libffi.global.ffi;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.natives.Bindings;
import qasr.natives.NativeLibraries;

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

    /** The argument types of a function that returns an int32; {@code prepared} points to {@code types}. Never freed. */
    private record Signature(ffi_cif prepared, PointerPointer<ffi_type> types) {
        static Signature of(ffi_type... types) {
            Signature signature = new Signature(new ffi_cif(), new PointerPointer<>(types));
            signature.prepared.retainReference();
            signature.types.retainReference();
            // The constant of that name in Bytedeco's class is another processor's.
            int problem = ffi.ffi_prep_cif(
                    signature.prepared, ffi.FFI_DEFAULT_ABI(), types.length, ffi.ffi_type_sint32(), signature.types);
            if (problem != 0) {
                throw new UnsatisfiedLinkError("libffi calls no function of " + types.length + " arguments");
            }
            return signature;
        }
    }

    /** The functions of libtorch's C interface for compiled programs, with their signatures. */
    private static final class Functions {
        static final Functions INSTANCE = new Functions();

        private final Pointer fromBlob = function("aoti_torch_create_tensor_from_blob_v2");
        private final Pointer delete = function("aoti_torch_delete_tensor_object");
        private final Pointer layout = function("aoti_torch_layout__mkldnn");
        private final ffi_type pointer = ffi.ffi_type_pointer();
        private final ffi_type word = ffi.ffi_type_sint32();
        private final ffi_type number = ffi.ffi_type_sint64();
        private final Signature takesBlob = Signature.of(
                pointer, number, pointer, pointer, number, word, word, word, pointer, word, pointer, number);
        private final Signature takesOne = Signature.of(pointer);
        private final Signature takesNone = Signature.of();
        private final int blocked = call(takesNone, layout);

        Tensor blockedTensor(Pointer numbers, long rows, long columns, byte[] description) {
            PointerPointer<Pointer> made = new PointerPointer<>(1);
            int problem = call(
                    takesBlob,
                    fromBlob,
                    at(numbers),
                    int64(2),
                    at(new LongPointer(rows, columns)),
                    at(new LongPointer(columns, 1L)),
                    int64(0),
                    int32(ScalarType.BFloat16.value),
                    int32(CPU),
                    int32(0),
                    at(made),
                    int32(blocked),
                    at(new BytePointer(description)),
                    int64(description.length));
            if (problem != 0) {
                throw new IllegalStateException("libtorch cannot make a matrix of " + rows + " x " + columns);
            }
            Tensor tensor = new Tensor(new Tensor(made.get(0))); // shares what the object made has, which then goes
            call(takesOne, delete, made);
            return tensor;
        }

        private static Pointer function(String name) {
            Pointer address = Loader.addressof(name);
            if (address == null || address.isNull()) {
                throw new UnsatisfiedLinkError(name);
            }
            return address;
        }

        /** Calls a function that returns an int32. {@code arguments} point to the values. */
        private static int call(Signature signature, Pointer function, Pointer... arguments) {
            try (LongPointer result = new LongPointer(1);
                    PointerPointer<Pointer> values = new PointerPointer<>(arguments)) {
                ffi.ffi_call(signature.prepared, function, result, values);
                return (int) result.get();
            }
        }

        private static Pointer at(Pointer pointer) {
            return new PointerPointer<>(new Pointer[] {pointer});
        }

        private static Pointer int64(long number) {
            return new LongPointer(new long[] {number});
        }

        private static Pointer int32(int number) {
            return new IntPointer(new int[] {number});
        }
    }

    private static boolean probe() {
        if (!BlockedMatrix.isPossible() || !load()) {
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

    private static boolean load() {
        try {
            NativeLibraries.load(Bindings.FFI);
            Loader.load(ffi.class);
            return true;
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }
}
