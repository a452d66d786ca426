package qasr.batch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The finished chunks of one recording, on disk. Each record has a key, the chunk's place, and is complete or absent. The
 * file survives any end of the process, until {@link #remove}.
 */
public final class Journal implements Closeable {
    private static final char SEPARATOR = '\t';

    private final Path file;
    private final RecordLog log;
    private final Map<String, String> records = new HashMap<>();

    private Journal(Path file, RecordLog log) {
        this.file = file;
        this.log = log;
        for (String record : log.records()) {
            int separator = record.indexOf(SEPARATOR);
            if (separator >= 0) {
                records.put(record.substring(0, separator), record.substring(separator + 1));
            }
        }
    }

    static Journal open(Path file) throws IOException {
        return new Journal(file, RecordLog.open(file));
    }

    /** Returns how many records an earlier run has left. */
    public int size() {
        return records.size();
    }

    /** Returns the keys of the records that an earlier run has left. */
    public Set<String> keys() {
        return Set.copyOf(records.keySet());
    }

    /** Returns what an earlier run has left under {@code key}. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(records.get(key));
    }

    /** Adds a record; it is on the disk when this returns. Neither key nor value may hold a line end, nor the key a tab. */
    public void add(String key, String value) throws IOException {
        log.append(key + SEPARATOR + value);
    }

    /** Returns how many records it holds now. */
    public int kept() {
        return log.size();
    }

    /** Gives half of it back to a disk that is full, so that results have room; the rest stays good. */
    public void halve() throws IOException {
        log.halve();
    }

    /** Removes it from the disk: all of the recording is safe elsewhere. */
    public void remove() throws IOException {
        log.close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        log.close();
        if (Files.exists(file) && Files.size(file) == 0) {
            Files.deleteIfExists(file);
        }
    }
}
