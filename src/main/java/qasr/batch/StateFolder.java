package qasr.batch;

import com.google.gson.Gson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    /** What it is called. */
    public static final String NAME = ".qasr";

    static final String LOCK = "lock";
    static final String OUTPUTS = "outputs";
    private static final String JOURNAL = ".journal";
    private static final Gson GSON = new Gson();

    /**
     * What an output was made from.
     *
     * @param path below the folder of the outputs, with slashes
     * @param fingerprint of recording, model and options
     * @param sum of its bytes
     * @param source what the recording was called
     * @param language the code that its name may have, "" for none
     */
    public record Output(String path, String fingerprint, String sum, String source, String language) {
        public Output {
            language = language == null ? "" : language; // written by a program that did not know it
        }
    }

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
    private final Map<String, Output> newest = new LinkedHashMap<>();
    private long read;

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
        return Journal.open(folder.resolve(fingerprint.substring(0, 32) + JOURNAL));
    }

    /**
     * Removes the journals that nothing was added to for {@code age}: their recordings are gone, were changed, or fail
     * every time. Those being written are left alone.
     *
     * @return how many there were
     */
    public int forgetOlder(Duration age) throws IOException {
        int forgotten = 0;
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(folder, "*" + JOURNAL)) {
            for (Path journal : journals) {
                Optional<Claim> claim = isOlder(journal, age) ? claim(fingerprint(journal)) : Optional.empty();
                if (claim.isPresent()) {
                    Files.deleteIfExists(journal);
                    claim.get().close();
                    forgotten++;
                }
            }
        }
        return forgotten;
    }

    private static boolean isOlder(Path file, Duration age) throws IOException {
        String name = file.getFileName().toString();
        return name.matches("[0-9a-f]{32}\\" + JOURNAL)
                && Files.getLastModifiedTime(file)
                        .toInstant()
                        .isBefore(Instant.now().minus(age));
    }

    /** The part of it that {@link #place} and the journal's name need. */
    private static String fingerprint(Path journal) {
        return journal.getFileName().toString().substring(0, 32);
    }

    /** Removes what earlier runs have left of a recording that has been claimed. */
    public void forget(String fingerprint) throws IOException {
        Files.deleteIfExists(folder.resolve(fingerprint.substring(0, 32) + JOURNAL));
    }

    /** Returns what is known of the outputs, the newest of each path. */
    public synchronized List<Output> outputs() throws IOException {
        Path file = folder.resolve(OUTPUTS);
        if (!Files.exists(file) || Files.size(file) < read) {
            newest.clear(); // somebody has removed it
            read = 0;
        }
        // It only grows, and a thousand recordings ask: what has been read is not read again.
        RecordLog.Tail tail = RecordLog.read(file, read);
        for (String record : tail.records()) {
            Output output = GSON.fromJson(record, Output.class);
            newest.remove(output.path());
            newest.put(output.path(), output);
        }
        read = tail.end();
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
