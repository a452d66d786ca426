package qasr.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The log of what outputs in a folder were made from. Other processes add to it at any time. It only grows, and a hundred
 * thousand recordings ask: what has been read is not read again.
 */
final class OutputLog {
    private final Path log;
    private final OutputIndex known = new OutputIndex();
    private Optional<Object> file = Optional.empty();
    private long read;

    OutputLog(Path log) {
        this.log = log;
    }

    /** Returns all current records of the log. */
    synchronized OutputIndex index() throws IOException {
        checkSame();
        learn(RecordLog.read(log, read));
        return known;
    }

    /** Adds a record. The caller has locked the folder's log. */
    synchronized void append(StateFolder.Output output) throws IOException {
        checkSame();
        learn(RecordLog.append(log, read, output.json()));
    }

    private void learn(RecordLog.Tail tail) throws IOException {
        if (read == 0 && tail.end() > 0) {
            file = identity();
        }
        for (String record : tail.records()) {
            StateFolder.Output.parsed(record).ifPresent(known::add);
        }
        read = tail.end();
    }

    /** Forgets the records if the log was removed in the meantime. */
    private void checkSame() throws IOException {
        boolean same =
                Files.exists(log) && Files.size(log) >= read && identity().equals(file);
        if (!same) {
            known.clear();
            read = 0;
        }
    }

    /** Returns what no other file has, where the system tells. */
    private Optional<Object> identity() throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(log, BasicFileAttributes.class).fileKey());
    }
}
