package qasr.torch;

import java.util.regex.Pattern;

/**
 * How the network runs.
 *
 * @param threads how many threads one operation may use, at least 1
 * @param device "cpu", "cuda", "cuda:N", or "auto" for CUDA where there is one
 */
public record NetworkOptions(int threads, String device) {
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda(:\\d{1,2})?");

    public NetworkOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; at least 1 is needed");
        }
        if (!DEVICE.matcher(device).matches()) {
            throw new IllegalArgumentException("device '" + device + "' is not one of auto, cpu, cuda, cuda:N");
        }
    }

    /** Returns the options for all processors of this machine and CUDA where there is one. */
    public static NetworkOptions defaults() {
        return new NetworkOptions(Runtime.getRuntime().availableProcessors(), "auto");
    }
}
