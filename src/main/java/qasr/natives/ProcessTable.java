package qasr.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Returns whether {@code table} is this one and no other process in it has the id {@code process}. */
    public static boolean hasEnded(String table, long process) {
        return name().filter(table::equals).isPresent()
                && (process == ProcessHandle.current().pid()
                        || ProcessHandle.of(process).isEmpty());
    }
}
