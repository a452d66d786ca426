package qasr.batch;

import com.google.gson.Gson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hidden folder {@code .qasr} beside outputs, shared by all runs that write there: {@code outputs} says what each
 * output was made from, {@code *.journal} what is finished of a recording that is not, and {@code lock} who is at work.
 *
 * <p>Recordings are claimed by locking one byte of {@code lock}, whose place is made from the recording's fingerprint: the
 * system takes a lock back when a process ends in whatever way.
 */
public final class StateFolder implements Closeable {
    static final String NAME = ".qasr";
    static final String LOCK = "lock";
    static final String OUTPUTS = "outputs";
    private static final Gson GSON = new Gson();

    /**
     * What an output was made from.
     *
     * @param path below the folder of the outputs, with slashes
     * @param fingerprint of recording, model and options
     * @param sum of its bytes
     * @param source what the recording was called
     */
    public record Output(String path, String fingerprint, String sum, String source) {}

    /** The right to work on a recording, until it is closed. */
    public static final class Claim implements Closeable {
        private final FileLock lock;

        private Claim(FileLock lock) {
            this.lock = lock;
        }

        @Override
        public void close() throws IOException {
            lock.release();
        }
    }

    private final Path folder;
    private final LockFile locks;

    private StateFolder(Path folder, LockFile locks) {
        this.folder = folder;
        this.locks = locks;
    }

    /** Opens the one in {@code outputs}, which must exist. */
    public static StateFolder in(Path outputs) throws IOException {
        Path folder = outputs.resolve(NAME);
        return new StateFolder(folder, LockFile.open(folder.resolve(LOCK)));
    }

    /** Claims the recording with {@code fingerprint}, or returns empty if someone else is at work on it. */
    public Optional<Claim> claim(String fingerprint) throws IOException {
        return locks.tryLock(place(fingerprint), 1, false).map(Claim::new);
    }

    /** Claims it as soon as nobody else is at work on it. */
    public Claim await(String fingerprint) throws IOException {
        return new Claim(locks.lock(place(fingerprint)));
    }

    private static long place(String fingerprint) {
        return 1 + (Long.parseUnsignedLong(fingerprint.substring(0, 16), 16) >>> 2);
    }

    /** Opens the journal of a recording that has been claimed. */
    public Journal journal(String fingerprint) throws IOException {
        return Journal.open(folder.resolve(fingerprint.substring(0, 32) + ".journal"));
    }

    /** Removes what earlier runs have left of a recording that has been claimed. */
    public void forget(String fingerprint) throws IOException {
        Files.deleteIfExists(folder.resolve(fingerprint.substring(0, 32) + ".journal"));
    }

    /** Returns what is known of the outputs, the newest of each path. */
    public List<Output> outputs() throws IOException {
        Map<String, Output> newest = new LinkedHashMap<>();
        for (String record : RecordLog.read(folder.resolve(OUTPUTS))) {
            Output output = GSON.fromJson(record, Output.class);
            newest.remove(output.path());
            newest.put(output.path(), output);
        }
        return new ArrayList<>(newest.values());
    }

    /** Writes down what an output was made from. */
    public synchronized void add(Output output) throws IOException {
        FileLock lock = locks.lock(0);
        try (RecordLog log = RecordLog.open(folder.resolve(OUTPUTS))) {
            log.append(GSON.toJson(output));
        } finally {
            lock.release();
        }
    }

    @Override
    public void close() throws IOException {
        locks.close();
    }
}
