package qasr.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import qasr.hub.ModelSum;

/**
 * The results of {@link CleaningTable} for one model, seed and number of sentences. They are in a file with those of others:
 * each is added as soon as it is measured, and is not measured again.
 */
final class MeasuredRows {
    private final Path file;
    private final String prefix;
    private final Map<String, String> known = new LinkedHashMap<>();

    private MeasuredRows(Path file, String prefix) {
        this.file = file;
        this.prefix = prefix;
    }

    /**
     * Reads {@code file} if it exists.
     *
     * @param model the directory of the model, which its weights' checksum identifies
     * @throws IOException if a file cannot be read, or no checksum can be kept in the folder of {@code file}
     */
    static MeasuredRows in(Path file, Path model, long seed, int sentences) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        String sum = ModelSum.of(model, List.of(folder))
                .orElseThrow(() -> new IOException(model + ": has no weights, or " + folder + " is not writable"));
        MeasuredRows rows = new MeasuredRows(file, sum + "\t" + seed + "\t" + sentences + "\t");
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int tab = line.lastIndexOf('\t');
                rows.known.put(line.substring(0, tab), line.substring(tab + 1));
            }
        }
        return rows;
    }

    /** Returns what was measured in {@code condition} with {@code filter}. */
    Optional<String> value(String condition, String filter) {
        return Optional.ofNullable(known.get(key(condition, filter)));
    }

    /** Adds what was measured in {@code condition} with {@code filter}. */
    void add(String condition, String filter, String value) throws IOException {
        known.put(key(condition, filter), value);
        Files.writeString(
                file,
                key(condition, filter) + "\t" + value + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private String key(String condition, String filter) {
        return prefix + condition + "\t" + filter;
    }
}
