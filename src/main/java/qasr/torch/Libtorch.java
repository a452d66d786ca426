package qasr.torch;

import static org.bytedeco.pytorch.global.torch.getProfilingMode;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_full;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import qasr.model.DeviceException;
import qasr.natives.Bindings;
import qasr.natives.NativeLibraries;

/** Settings of libtorch for the whole process. */
final class Libtorch {
    private static final int LOG_LEVEL_ERROR = 2;
    /** The names of OpenBLAS's kernels for x86 that have those for small products. */
    private static final Set<String> SMALL_PRODUCTS = Set.of("skylakex", "cooperlake", "sapphirerapids");

    private Libtorch() {}

    /** Loads the library and applies qasr's settings. Further calls are cheap. */
    static void start() {
        NativeLibraries.load(Bindings.TORCH);
        Loader.load(torch.class);
        // The optimiser would compile the scripts again for every shape; without it a prefill is a fifth faster.
        getProfilingMode().put(false);
        // The operators on packed FP16 weights print on stderr, once each, that a later release will not have them.
        // c10 reads its level from an environment variable that a running JVM cannot set, so set what that would set.
        NativeCall.symbol("FLAGS_caffe2_log_level").ifPresent(level -> new IntPointer(level).put(LOG_LEVEL_ERROR));
    }

    /** Returns its version, or "" if it is unknown. */
    static String version() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            return "";
        }
    }

    /** Limits operators of the calling thread to one thread. */
    static void useOneThread() {
        torch.get_num_threads(); // sets the default now; the first operator would do so later and undo the next line
        torch.set_num_threads(1);
    }

    /**
     * Runs {@code action} with {@code threads} threads for the calling thread's operators.
     *
     * <p>Use it only for operators with the same bits for that number of threads: products in BF16 and attention, with any
     * number, and elementwise operators with two. libtorch computes the end of a thread's part of an elementwise operator
     * with other instructions, unless the part has a whole number of vectors. Halves of the network's tensors do; with
     * three threads, GELU gave other bits. Sums over many numbers are different, too.
     */
    static <T> T withThreads(int threads, Supplier<T> action) {
        if (threads == 1) {
            return action.get();
        }
        torch.set_num_threads(threads);
        try {
            return action.get();
        } finally {
            torch.set_num_threads(1);
        }
    }

    /**
     * Returns whether the library has kernels for products of very few rows. On x86, OpenBLAS has them for AVX-512 only:
     * with its kernels for AVX2, float32 attention of one row over 450 positions takes 1.0 ms in a layer of the 0.6B model on a Zen 4,
     * and 0.47 ms with a product with a vector for each query head. With AVX-512 it takes 0.28 ms.
     */
    static boolean hasSmallProducts() {
        boolean x86 = List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
        return !x86 || SMALL_PRODUCTS.contains(openBlasKernels().toLowerCase(Locale.ROOT));
    }

    private static String openBlasKernels() {
        try (PointerScope scope = new PointerScope()) {
            return openblas_full.openblas_get_corename().getString();
        }
    }

    /** Sets the number of threads for an operator, in libtorch's own pool and in OpenBLAS's. */
    static void setThreads(int threads) {
        try (PointerScope scope = new PointerScope()) {
            torch.set_num_threads(threads);
            openblas_full.openblas_set_num_threads(threads);
        }
    }

    /** Returns the device called {@code name}, see {@link NetworkOptions#device}. */
    static Device device(String name) throws DeviceException {
        if (name.equals("cpu") || (name.equals("auto") && !torch.cuda_is_available())) {
            return new Device("cpu");
        }
        if (!torch.cuda_is_available()) {
            throw new DeviceException(
                    DeviceException.Reason.NO_SUCH_DEVICE,
                    "device '" + name + "' is not available: no CUDA driver was found, or this build has only the CPU"
                            + " libraries (mvn -Pcuda builds with those for CUDA)");
        }
        int index = name.startsWith("cuda:") ? Integer.parseInt(name.substring("cuda:".length())) : 0;
        int count = torch.cuda_device_count();
        if (index >= count) {
            throw new DeviceException("device '" + name + "' is not available: this machine has " + count
                    + " CUDA devices, the first is cuda:0");
        }
        return new Device("cuda:" + index);
    }
}
