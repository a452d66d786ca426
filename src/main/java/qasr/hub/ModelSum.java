package qasr.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The SHA-256 of a model's weights, which results record. Weights are gigabytes, so the checksum is computed once and
 * cached. The installation of a model writes the cache.
 */
public final class ModelSum {
    /**
     * The file name of the cache. Its suffix is that of all caches in model directories, so it does not count as a
     * model file.
     */
    static final String CACHE = "qasr-sha256.packed";

    /** Files below this size are not cached: computing their checksum takes a tenth of a second. */
    private static final long SMALL_BYTES = 1L << 25;

    private static final String WEIGHTS = ".safetensors";

    private ModelSum() {}

    /**
     * Returns the checksum of the weight file in {@code directory}, or of the lines that sha256sum(1) prints if there
     * are several weight files. Empty if no cache is writable, because every run would have to compute the checksum
     * again.
     *
     * @param caches folders for the cache, the preferred one first
     * @throws IOException if the weights cannot be read
     */
    public static Optional<String> of(Path directory, List<Path> caches) throws IOException {
        List<Path> files = weights(directory);
        StringBuilder lines = new StringBuilder();
        String last = "";
        for (Path file : files) {
            Optional<String> sum = ofFile(file, caches);
            if (sum.isEmpty()) {
                return Optional.empty();
            }
            last = sum.get();
            lines.append(last).append("  ").append(file.getFileName()).append('\n');
        }
        return files.isEmpty() ? Optional.empty() : Optional.of(files.size() == 1 ? last : sum(lines.toString()));
    }

    /** Returns the cache file in {@code folder}, if there is one. */
    public static Optional<Path> cacheIn(Path folder) {
        Path cache = folder.resolve(CACHE);
        try {
            return Files.isRegularFile(cache, LinkOption.NOFOLLOW_LINKS)
                            && Files.readAllLines(cache, StandardCharsets.UTF_8).stream()
                                    .allMatch(line -> line.matches("[0-9a-f]{64} .*"))
                    ? Optional.of(cache)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Path> weights(Path directory) throws IOException {
        return ModelFiles.in(directory).stream()
                .filter(file -> file.getFileName().toString().endsWith(WEIGHTS))
                .toList();
    }

    private static String sum(String text) {
        return HexFormat.of().formatHex(Checksums.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<String> ofFile(Path file, List<Path> caches) throws IOException {
        if (Files.size(file) < SMALL_BYTES) {
            return Optional.of(Checksums.of(file));
        }
        String key = key(file);
        List<Path> known = new ArrayList<>(caches);
        known.add(0, file.toAbsolutePath().getParent()); // with the checksums of the installation
        for (Path cache : known) {
            Optional<String> kept = kept(cache.resolve(CACHE), key);
            if (kept.isPresent()) {
                return kept;
            }
        }
        for (Path cache : caches) {
            if (isWritable(cache)) {
                String sum = Checksums.of(file);
                keep(cache, key, sum);
                return Optional.of(sum);
            }
        }
        return Optional.empty();
    }

    /**
     * Writes the checksums of large weights into {@code directory}, with sizes and times: {@link Checksums#FILE} does not
     * show whether a file has changed since.
     */
    static void record(Path directory, Checksums sums) throws IOException {
        for (Path file : weights(directory)) {
            String sum = sums.sums().get(file.getFileName().toString());
            if (sum != null && Files.size(file) >= SMALL_BYTES) {
                keep(directory, key(file), sum);
            }
        }
    }

    /** Returns the cache key of a file: size, time and name. A file with the same key counts as unchanged. */
    private static String key(Path file) throws IOException {
        return Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis() + " " + file.getFileName();
    }

    private static Optional<String> kept(Path cache, String key) {
        try {
            return Files.readAllLines(cache, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.matches("[0-9a-f]{64} .*")
                            && line.substring(65).equals(key))
                    .map(line -> line.substring(0, 64))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private static void keep(Path folder, String key, String sum) {
        Path cache = folder.resolve(CACHE);
        try {
            String before = Files.exists(cache) ? Files.readString(cache) : "";
            Path fresh = Files.createTempFile(folder, "." + CACHE, "");
            Files.writeString(fresh, before + sum + " " + key + "\n");
            Files.move(fresh, cache, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            return; // the next run computes it again
        }
    }
}
