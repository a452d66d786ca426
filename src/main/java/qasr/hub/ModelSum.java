package qasr.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import qasr.model.ModelException;

/**
 * The SHA-256 of a model's weights, by which a result says what made it. Weights have gigabytes, so it is computed once
 * in the life of a model and kept beside what else is kept of it; an installed one has it already.
 */
public final class ModelSum {
    /** Where it is kept. It ends as all caches in model directories do, so that it does not count as the model's. */
    static final String CACHE = "qasr-sha256.packed";

    /** Less than this is read faster than a cache is worth: a tenth of a second. */
    private static final long SMALL_BYTES = 1L << 25;

    private static final String WEIGHTS = ".safetensors";

    private ModelSum() {}

    /**
     * Returns the sum of the file of weights in {@code directory}, or of the lines that sha256sum(1) prints for them if
     * they are several; empty if it could not be kept and so would have to be computed before every run.
     *
     * @param caches folders where it may be kept, the best first
     * @throws IOException if the weights cannot be read
     */
    public static Optional<String> of(Path directory, List<Path> caches) throws IOException {
        List<Path> files = ModelFiles.in(directory).stream()
                .filter(file -> file.getFileName().toString().endsWith(WEIGHTS))
                .toList();
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

    /** Returns the file in {@code folder} in which sums are kept, if there is one. */
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

    private static String sum(String text) {
        return HexFormat.of().formatHex(Checksums.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<String> ofFile(Path file, List<Path> caches) throws IOException {
        if (Files.size(file) < SMALL_BYTES) {
            return Optional.of(Checksums.of(file));
        }
        Optional<String> recorded = recorded(file);
        if (recorded.isPresent()) {
            return recorded;
        }
        String key = key(file);
        for (Path cache : caches) {
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

    /** Returns what was recorded when the model was installed, if the file has not been changed since. */
    private static Optional<String> recorded(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path sums = directory.resolve(Checksums.FILE);
        if (!Files.isRegularFile(sums)
                || Files.getLastModifiedTime(sums).compareTo(Files.getLastModifiedTime(file)) < 0) {
            return Optional.empty();
        }
        try {
            Map<String, String> all =
                    Checksums.recorded(directory).map(Checksums::sums).orElse(Map.of());
            return Optional.ofNullable(all.get(file.getFileName().toString()));
        } catch (ModelException e) {
            return Optional.empty();
        }
    }

    /** A file with the same name, length and time is taken for the same, as make does. */
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
