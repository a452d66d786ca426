package qasr.torch;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.libffi.ffi_type;
import org.bytedeco.libffi.global.ffi;

/** Tells Linux how memory will be used; elsewhere it does nothing. The numbers are from Linux's asm-generic/mman-common.h. */
enum Madvise {
    /** MADV_DONTNEED: pages of a file leave this process's memory, and come back when they are read. */
    DONT_NEED(4),
    /** MADV_HUGEPAGE: large pages are wanted. */
    LARGE_PAGES(14);

    private final int number;

    Madvise(int number) {
        this.number = number;
    }

    /** Tells it about {@code bytes} from the address {@code start} on, that of a page; returns whether the system has taken it. */
    boolean tell(long start, long bytes) {
        if (!System.getProperty("os.name").equals("Linux") || !NativeCall.isPossible()) {
            return false;
        }
        try (PointerScope scope = new PointerScope()) {
            return Function.call(start, bytes, number) == 0;
        } catch (RuntimeException | LinkageError e) {
            return false; // a platform whose C library has no such function
        }
    }

    private static final class Function {
        private static final Pointer ADDRESS = NativeCall.function("madvise").retainReference();
        private static final ffi_type NUMBER = ffi.ffi_type_sint64();
        private static final NativeCall.Signature SIGNATURE =
                NativeCall.Signature.of(ffi.ffi_type_pointer(), NUMBER, ffi.ffi_type_sint32());

        static int call(long start, long bytes, int number) {
            return NativeCall.call(
                    SIGNATURE, ADDRESS, NativeCall.int64(start), NativeCall.int64(bytes), NativeCall.int32(number));
        }
    }
}
