package qasr.batch;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The hidden folder {@code .qasr} beside outputs, shared by all runs that write there. {@code outputs} records the origin of
 * each output, {@code *.journal} the finished chunks of an unfinished recording, and {@code lock} the recordings in work.
 *
 * <p>Recordings are claimed by locking one byte of {@code lock}, whose place is made from the recording's fingerprint: the
 * system releases a lock when a process ends, also after a crash.
 */
public final class StateFolder implements Closeable {
    /** The name of the folder. */
    public static final String NAME = ".qasr";

    static final String LOCK = "lock";
    static final String OUTPUTS = "outputs";
    private static final String JOURNAL = ".journal";

    /**
     * The record of an output: its origin.
     *
     * @param path below the folder of the outputs, with slashes
     * @param fingerprint of recording, model and options, "" if it is not known
     * @param sum of its bytes
     * @param source what the recording was called; of several, the names, one in a line
     * @param language the code that its name may have, "" for none
     * @param place the recording's absolute path, "" if that is not known
     * @param corrected whether it contains a user's corrections or retried text
     * @param facts what a report says of each recording in it, as JSON objects; none if that is not known
     */
    public record Output(
            String path,
            String fingerprint,
            String sum,
            String source,
            String language,
            String place,
            boolean corrected,
            List<String> facts) {
        public Output {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(fingerprint, "fingerprint");
            Objects.requireNonNull(sum, "sum");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(language, "language");
            Objects.requireNonNull(place, "place");
            facts = List.copyOf(facts);
        }

        /** Creates a record without the optional facts. */
        public Output(String path, String fingerprint, String sum, String source, String language) {
            this(path, fingerprint, sum, source, language, "", false, List.of());
        }

        /** Returns the same with other bytes. */
        public Output written(String newSum, boolean nowCorrected) {
            return new Output(path, fingerprint, newSum, source, language, place, nowCorrected, facts);
        }

        /** Returns the same with other facts. */
        public Output with(List<String> newFacts) {
            return new Output(path, fingerprint, sum, source, language, place, corrected, newFacts);
        }

        String json() {
            JsonObject json = new JsonObject();
            json.addProperty("path", path);
            json.addProperty("fingerprint", fingerprint);
            json.addProperty("sum", sum);
            json.addProperty("source", source);
            json.addProperty("language", language);
            json.addProperty("place", place);
            if (corrected) {
                json.addProperty("corrected", true);
            }
            if (!facts.isEmpty()) {
                JsonArray all = new JsonArray();
                facts.forEach(each -> all.add(JsonParser.parseString(each)));
                json.add("facts", all);
            }
            return json.toString();
        }

        /** Returns the record; empty if it is complete, but in the form of another version of the program. */
        static Optional<Output> parsed(String record) {
            try {
                return Optional.of(of(JsonParser.parseString(record).getAsJsonObject()));
            } catch (RuntimeException e) {
                return Optional.empty();
            }
        }

        private static Output of(JsonObject json) {
            List<String> facts = new ArrayList<>();
            if (json.has("facts")) {
                json.getAsJsonArray("facts").forEach(each -> facts.add(each.toString()));
            }
            return new Output(
                    json.get("path").getAsString(),
                    json.get("fingerprint").getAsString(),
                    json.get("sum").getAsString(),
                    json.get("source").getAsString(),
                    // A program that knew no languages wrote none.
                    json.has("language") ? json.get("language").getAsString() : "",
                    json.has("place") ? json.get("place").getAsString() : "",
                    json.has("corrected") && json.get("corrected").getAsBoolean(),
                    facts);
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
    private final OutputLog log;

    private StateFolder(Path folder, LockFile locks) {
        this.folder = folder;
        this.locks = locks;
        this.log = new OutputLog(folder.resolve(OUTPUTS));
    }

    /** Opens the one in {@code outputs}, which must exist. */
    public static StateFolder in(Path outputs) throws IOException {
        Path folder = outputs.resolve(NAME);
        return new StateFolder(folder, LockFile.open(folder.resolve(LOCK)));
    }

    /** Claims the recording with {@code fingerprint}; returns empty if another run has claimed it. */
    public Optional<Claim> claim(String fingerprint) throws IOException {
        return locks.tryLock(place(fingerprint), 1, false).map(Claim::new);
    }

    /** Waits until no other run has claimed the recording, then claims it; returns empty if this run has claimed it. */
    public Optional<Claim> await(String fingerprint) throws IOException {
        return locks.lock(place(fingerprint)).map(Claim::new);
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

    /** Returns the outputs that were made from what {@code fingerprint} stands for, the oldest first. */
    public synchronized List<Output> outputs(String fingerprint) throws IOException {
        return log.index().of(fingerprint);
    }

    /** Returns what is known of the output at {@code path}, if anything is. */
    public synchronized Optional<Output> at(String path) throws IOException {
        return log.index().at(path);
    }

    /** Returns the paths of the outputs that each recording has, by the recording's place. */
    public synchronized Map<String, Set<String>> pathsByPlace() throws IOException {
        return log.index().pathsByPlace();
    }

    /** Writes down what an output was made from. */
    public synchronized void add(Output output) throws IOException {
        FileLock lock = locks.lock(0).orElseThrow(() -> new IOException("this run has already locked it"));
        try {
            log.append(output);
        } finally {
            lock.release();
        }
    }

    @Override
    public void close() throws IOException {
        locks.close();
    }
}
