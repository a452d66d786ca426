package qasr.torch;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import qasr.model.Precision;

/**
 * How the network runs.
 *
 * @param threads how many chunks it works on at the same time, each on a core of its own, at least 1
 * @param device "cpu", "cuda", "cuda:N", or "auto" for CUDA where there is one
 * @param precision what it computes with
 * @param rows how many chunks each thread decodes side by side, or empty for what suits the machine
 * @param folders where weights that have been laid out may be kept for the next time, the best first
 * @param ignoresStops whether chunks go on to the end of their budget whatever they say: for measuring, since random
 *     weights never stop
 * @param avoided kernels that this machine computes wrongly, see {@link KernelVerdict#avoided}
 */
public record NetworkOptions(
        int threads,
        String device,
        Precision precision,
        OptionalInt rows,
        List<Path> folders,
        boolean ignoresStops,
        Set<Kernel> avoided) {
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda(:\\d{1,2})?");

    public NetworkOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; at least 1 is needed");
        }
        if (!DEVICE.matcher(device).matches()) {
            throw new IllegalArgumentException("device '" + device + "' is not one of auto, cpu, cuda, cuda:N");
        }
        if (rows.isPresent() && rows.getAsInt() < 1) {
            throw new IllegalArgumentException("rows is " + rows.getAsInt() + "; at least 1 is needed");
        }
        folders = List.copyOf(folders);
        avoided = Set.copyOf(avoided);
    }

    /** Makes options that leave the rest as it usually is and keep nothing. */
    public NetworkOptions(int threads, String device) {
        this(threads, device, Precision.AUTO, OptionalInt.empty(), List.of(), false, Set.of());
    }

    /** Returns the options for all processors of this machine and CUDA where there is one. */
    public static NetworkOptions defaults() {
        return new NetworkOptions(Runtime.getRuntime().availableProcessors(), "auto");
    }

    /** Returns these options with so many rows a thread. */
    public NetworkOptions withRows(int count) {
        return new NetworkOptions(threads, device, precision, OptionalInt.of(count), folders, ignoresStops, avoided);
    }

    /** Returns these options with another precision. */
    public NetworkOptions with(Precision wanted) {
        return new NetworkOptions(threads, device, wanted, rows, folders, ignoresStops, avoided);
    }

    /** Returns these options with places to keep laid out weights in. */
    public NetworkOptions keepingIn(List<Path> places) {
        return new NetworkOptions(threads, device, precision, rows, places, ignoresStops, avoided);
    }

    /** Returns these options without {@code kernels}. */
    public NetworkOptions avoiding(Set<Kernel> kernels) {
        return new NetworkOptions(threads, device, precision, rows, folders, ignoresStops, kernels);
    }

    /** Returns these options with chunks that only end with their budget. */
    public NetworkOptions ignoringStops() {
        return new NetworkOptions(threads, device, precision, rows, folders, true, avoided);
    }
}
