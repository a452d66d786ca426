package qasr.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.ModelDirectory;

/**
 * The limits on chunks that are decoded at once.
 *
 * @param rows the number of chunks per thread
 * @param cacheBytes the memory for the KV caches of all chunks in progress
 */
record BatchLimits(int rows, long cacheBytes) {
    /** Room for four chunks of 30 s with 0.6B on two cores. Six took 3 % less time on a Zen 4 held to AVX2, for 280 MB more. */
    private static final long CPU_BYTES = 500L << 20;
    /**
     * Room for six chunks of 30 s in BF16, or three in float32, where four took 7 % less time for 130 MB more: 8 bits are for
     * machines with little memory. With seven in BF16, ten minutes took as long (Xeon, family 6, model 207).
     */
    private static final long CPU_BYTES_INT8 = 380L << 20;
    /** Room for seven chunks of 30 s in BF16. Ten minutes on two cores of a Zen 4 took 10 % more time with five; nine were as fast. */
    private static final long CPU_BYTES_BF16 = 420L << 20;
    /** The room for each further core: one chunk in progress, and half a chunk to decode. */
    private static final long CPU_BYTES_PER_CORE = 190L << 20;
    /** A GPU computes many rows in the time of one; only its memory limits them. */
    private static final int GPU_ROWS = 64;

    private static final long MOST_GPU_BYTES = 64L << 30;
    private static final long LEAST_GPU_BYTES = 1L << 30;

    /** Returns the limits from the options, the machine and the memory that is free after loading the weights. */
    static BatchLimits of(ModelDirectory directory, Weights weights, Device device, NetworkOptions options) {
        if (device.is_cpu()) {
            int rows = options.rows().isPresent()
                    ? options.rows().getAsInt()
                    : StepRows.of(directory, weights, options.folders());
            long more =
                    Math.max(0, options.threads() - 2) * CPU_BYTES_PER_CORE * weights.cacheElementBytes() / Float.BYTES;
            return new BatchLimits(rows, bytes(weights) + more);
        }
        return new BatchLimits(options.rows().orElse(GPU_ROWS), free(device));
    }

    private static long bytes(Weights weights) {
        return switch (weights.precision()) {
            case "bf16" -> CPU_BYTES_BF16;
            case "int8" -> CPU_BYTES_INT8;
            default -> CPU_BYTES;
        };
    }

    /** Returns three quarters of the largest free block of {@code device}; the rest is for intermediate results. */
    private static long free(Device device) {
        for (long bytes = MOST_GPU_BYTES; bytes >= LEAST_GPU_BYTES; bytes /= 2) {
            try (PointerScope scope = new PointerScope()) {
                // Returned at once to libtorch's own pool, which provides the caches.
                torch.empty(
                        new long[] {bytes},
                        new TensorOptions(ScalarType.Byte).device(new DeviceOptional(device)),
                        new MemoryFormatOptional());
                return bytes / 4 * 3;
            } catch (RuntimeException e) {
                // Out of memory: try half.
            }
        }
        return CPU_BYTES;
    }
}
