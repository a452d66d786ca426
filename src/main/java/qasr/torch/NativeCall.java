package qasr.torch;

import java.util.Optional;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.libffi.ffi_cif;
import org.bytedeco.libffi.ffi_type;
import org.bytedeco.libffi.global.ffi;
import qasr.natives.Bindings;
import qasr.natives.NativeLibraries;

/**
 * Calls C functions of loaded libraries that Bytedeco's classes do not have, by libffi. All these functions return an int32.
 */
final class NativeCall {
    private static final class Holder {
        static final boolean POSSIBLE = load();
    }

    private NativeCall() {}

    /** Returns whether there is a libffi for this platform. Nothing else here may be called where there is none. */
    static boolean isPossible() {
        return Holder.POSSIBLE;
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

    /** The argument types of a function; {@code prepared} points to {@code types}. Never freed. */
    record Signature(ffi_cif prepared, PointerPointer<ffi_type> types) {
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

    /**
     * Returns the address of the function {@code name}.
     *
     * @throws UnsatisfiedLinkError if no loaded library has it
     */
    static Pointer function(String name) {
        return symbol(name).orElseThrow(() -> new UnsatisfiedLinkError(name));
    }

    /** Returns the address of {@code name} in a loaded library, if one has it. Needs no libffi. */
    static Optional<Pointer> symbol(String name) {
        return NativeLibraries.searched(
                () -> Optional.ofNullable(Loader.addressof(name)).filter(address -> !address.isNull()));
    }

    /** Calls {@code function}. {@code arguments} point to the values. */
    static int call(Signature signature, Pointer function, Pointer... arguments) {
        try (LongPointer result = new LongPointer(1);
                PointerPointer<Pointer> values = new PointerPointer<>(arguments)) {
            ffi.ffi_call(signature.prepared, function, result, values);
            return (int) result.get();
        }
    }

    /** Returns a place with {@code pointer}, an argument. */
    static Pointer at(Pointer pointer) {
        return new PointerPointer<>(new Pointer[] {pointer});
    }

    /** Returns a place with {@code number}, an argument. */
    static Pointer int64(long number) {
        return new LongPointer(new long[] {number});
    }

    /** Returns a place with {@code number}, an argument. */
    static Pointer int32(int number) {
        return new IntPointer(new int[] {number});
    }
}
