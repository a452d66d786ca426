package qasr.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The table of processes that this process is in. Several computers and containers may share a folder, and a process id means
 * nothing outside of its table.
 */
public final class ProcessTable {
    private ProcessTable() {}

    /**
     * Returns the table's name: that of this computer's start, a blank, and that of the table, as the launcher writes them into
     * its locks. Empty on systems other than Linux.
     */
    public static Optional<String> name() {
        try {
            return Optional.of(Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                            .strip() + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether another process will not finish {@code file}: it was in this table and has ended, or the file is too
     * old.
     *
     * @param inTable whether it was in this table; only then its id says something
     * @param process its id, which may be this process's by now
     * @param most the longest time that the file can take
     */
    public static boolean isAbandoned(Path file, boolean inTable, long process, Duration most) {
        if (inTable
                && (process == ProcessHandle.current().pid()
                        || ProcessHandle.of(process).isEmpty())) {
            return true;
        }
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(Instant.now().minus(most));
        } catch (IOException e) {
            return false;
        }
    }
}
