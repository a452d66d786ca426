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
 * How many chunks may be decoded side by side.
 *
 * @param rows by each thread
 * @param cacheBytes what the caches of all chunks on their way may take together
 */
record BatchLimits(int rows, long cacheBytes) {
    /** Four chunks of thirty seconds with 0.6B on two cores: five or six were as fast, three took a fifth longer. */
    private static final long CPU_BYTES = 500L << 20;
    /** Five chunks of thirty seconds in BF16: eight took as long, since a row's attention costs the same in any step. */
    private static final long CPU_BYTES_BF16 = 300L << 20;
    /** What each core beyond two adds: it has a chunk of its own on its way, and half of one to decode. */
    private static final long CPU_BYTES_PER_CORE = 190L << 20;
    /** A GPU computes with many rows in the time of one; its memory is what bounds them. */
    private static final int GPU_ROWS = 64;

    private static final long MOST_GPU_BYTES = 64L << 30;
    private static final long LEAST_GPU_BYTES = 1L << 30;

    /** Returns the room that the options, the machine and its memory leave once the weights have been loaded. */
    static BatchLimits of(ModelDirectory directory, Weights weights, Device device, NetworkOptions options) {
        if (device.is_cpu()) {
            int rows = options.rows().isPresent()
                    ? options.rows().getAsInt()
                    : StepRows.of(directory, weights, options.folders());
            long more =
                    Math.max(0, options.threads() - 2) * CPU_BYTES_PER_CORE * weights.cacheElementBytes() / Float.BYTES;
            return new BatchLimits(
                    rows, (weights.cacheElementBytes() < Float.BYTES ? CPU_BYTES_BF16 : CPU_BYTES) + more);
        }
        return new BatchLimits(options.rows().orElse(GPU_ROWS), free(device));
    }

    /** Returns three quarters of the largest block that {@code device} still gives; the rest is for what is computed. */
    private static long free(Device device) {
        for (long bytes = MOST_GPU_BYTES; bytes >= LEAST_GPU_BYTES; bytes /= 2) {
            try (PointerScope scope = new PointerScope()) {
                // Given back at once to libtorch's own pool, which caches are cut from.
                torch.empty(
                        new long[] {bytes},
                        new TensorOptions(ScalarType.Byte).device(new DeviceOptional(device)),
                        new MemoryFormatOptional());
                return bytes / 4 * 3;
            } catch (RuntimeException e) {
                // Out of memory: half of it may be there.
            }
        }
        return CPU_BYTES;
    }
}
