package qasr.torch;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.libffi.ffi_type;
import org.bytedeco.libffi.global.ffi;

/**
 * Gives freed memory back to the system. glibc keeps it for later use, but between small blocks that stay, later large
 * blocks do not fit: a calibration of the 0.6B model would keep 2 GB so.
 */
final class FreedMemory {
    private FreedMemory() {}

    /** Gives it back where the C library can; this takes a few milliseconds. Elsewhere it does nothing. */
    static void giveBack() {
        if (!System.getProperty("os.name").equals("Linux") || !NativeCall.isPossible()) {
            return;
        }
        try (PointerScope scope = new PointerScope()) {
            Trim.call();
        } catch (RuntimeException | LinkageError e) {
            // a C library without such a function
        }
    }

    private static final class Trim {
        private static final Pointer FUNCTION =
                NativeCall.function("malloc_trim").retainReference();
        private static final ffi_type NUMBER = ffi.ffi_type_sint64();
        private static final NativeCall.Signature SIGNATURE = NativeCall.Signature.of(NUMBER);

        static void call() {
            NativeCall.call(SIGNATURE, FUNCTION, NativeCall.int64(0));
        }
    }
}
