package qasr.spark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The rule for the memory of an executor. The weights, the libraries and the buffers of the network are outside of Java's heap,
 * so they count as overhead; the heap holds texts, and one chunk of sound for each that is being decoded.
 */
record Sizing(long weightBytes, int factor, int cores, int rows) {
    /** Chunks at once in each thread if {@code --batch-size} leaves that to the machine: the most that pays on a processor. */
    static final int AUTO_ROWS = 4;

    private static final long MEGABYTE = 1L << 20;
    private static final long LIBRARIES_MEGABYTES = 500;
    private static final long CHUNK_MEGABYTES = 150;
    /** Buffers grow with the network's width, as the weights do. */
    private static final double SPARE = 1.1;

    private static final long HEAP_MEGABYTES = 1024;

    /**
     * Returns the sizes for the model in {@code directory}.
     *
     * @param factor how many times larger weights are in memory than in files: 2 for {@code --dtype fp32}, otherwise 1
     * @param rows how many chunks are decoded at once
     */
    static Sizing of(Path directory, int factor, int cores, int rows) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.safetensors")) {
            for (Path file : files) {
                bytes += file.getFileName().toString().startsWith("qasr-") ? 0 : Files.size(file);
            }
        }
        return new Sizing(bytes, factor, cores, rows);
    }

    long overheadMegabytes() {
        return (long) Math.ceil(SPARE * factor * weightBytes / MEGABYTE) + LIBRARIES_MEGABYTES + CHUNK_MEGABYTES * rows;
    }

    /** Returns the rule with this model's numbers, a line each. */
    List<String> lines() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "memory: overhead = 1.1 x %d MB of weights + %d MB of libraries + %d MB x %d chunks at once = %d MB",
                        factor * weightBytes / MEGABYTE,
                        LIBRARIES_MEGABYTES,
                        CHUNK_MEGABYTES,
                        rows,
                        overheadMegabytes()),
                String.format(
                        Locale.ROOT,
                        "memory: --executor-cores %d --conf spark.task.cpus=%d --executor-memory %dm"
                                + " --conf spark.executor.memoryOverhead=%dm",
                        cores,
                        cores,
                        HEAP_MEGABYTES,
                        overheadMegabytes()));
    }
}
