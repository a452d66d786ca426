package qasr.torch;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import qasr.model.Precision;

/**
 * The options of a network.
 *
 * @param threads the number of worker threads, each on its own core, at least 1
 * @param device "cpu", "cuda", "cuda:N", or "auto" for CUDA if available
 * @param precision the precision of products
 * @param rows the number of chunks that each thread decodes at once; empty for the machine's best number
 * @param folders folders for packed weights, the preferred one first
 * @param ignoresStops whether decoding ignores stop ids and uses the whole budget, for measuring with random weights
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

    /** Creates options with defaults for the rest and without folders. */
    public NetworkOptions(int threads, String device) {
        this(threads, device, Precision.AUTO, OptionalInt.empty(), List.of(), false, Set.of());
    }

    /** Returns the options for all processors of this machine, and CUDA if available. */
    public static NetworkOptions defaults() {
        return new NetworkOptions(Runtime.getRuntime().availableProcessors(), "auto");
    }

    /** Returns these options with {@code count} rows per thread. */
    public NetworkOptions withRows(int count) {
        return new NetworkOptions(threads, device, precision, OptionalInt.of(count), folders, ignoresStops, avoided);
    }

    /** Returns these options with another precision. */
    public NetworkOptions with(Precision wanted) {
        return new NetworkOptions(threads, device, wanted, rows, folders, ignoresStops, avoided);
    }

    /** Returns these options with folders for packed weights. */
    public NetworkOptions keepingIn(List<Path> places) {
        return new NetworkOptions(threads, device, precision, rows, places, ignoresStops, avoided);
    }

    /** Returns these options without {@code kernels}. */
    public NetworkOptions avoiding(Set<Kernel> kernels) {
        return new NetworkOptions(threads, device, precision, rows, folders, ignoresStops, kernels);
    }

    /** Returns these options with decoding that ignores stop ids. */
    public NetworkOptions ignoringStops() {
        return new NetworkOptions(threads, device, precision, rows, folders, true, avoided);
    }
}
