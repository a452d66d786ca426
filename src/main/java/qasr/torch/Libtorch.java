package qasr.torch;

import static org.bytedeco.pytorch.global.torch.getProfilingMode;

import java.util.function.Supplier;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_full;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import qasr.model.DeviceException;
import qasr.natives.Bindings;
import qasr.natives.NativeLibraries;

/** Settings of the native library that hold for the whole process. */
final class Libtorch {
    private static final int LOG_LEVEL_ERROR = 2;

    private Libtorch() {}

    /** Loads the library and makes it quiet and predictable. Cheap when it was done before. */
    static void start() {
        NativeLibraries.load(Bindings.TORCH);
        Loader.load(torch.class);
        // It would specialise the scripts anew for every shape it meets; without it a prefill is a fifth faster.
        getProfilingMode().put(false);
        // The operators on packed FP16 weights print on stderr, once each, that a later release will not have them.
        // c10 reads its level from an environment variable that a running JVM cannot set, so set what that would set.
        Pointer level = Loader.addressof("FLAGS_caffe2_log_level");
        if (level != null) {
            new IntPointer(level).put(LOG_LEVEL_ERROR);
        }
    }

    /** Makes the operators that the calling thread runs use no other thread. */
    static void useOneThread() {
        torch.get_num_threads(); // takes the default now, or the first operator would and undo the next line
        torch.set_num_threads(1);
    }

    /**
     * Runs {@code action} with operators of the calling thread that may use {@code threads} threads.
     *
     * <p>Only for what comes out as the same bits however it is shared out: products in BF16, attention, and what is done
     * number by number. Sums over many numbers are not.
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

    /** Lets one operation use {@code threads} threads, in libtorch's own pool and in OpenBLAS's. */
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
                            + " natives (mvn -Pcuda builds the others)");
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
