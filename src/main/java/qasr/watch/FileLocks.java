package qasr.watch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells whether another program holds a lock on a file: one of the operating system, or a lock file beside it such as {@code
 * talk.wav.lock}.
 */
final class FileLocks {
    /** Linux lists all locks here, those of flock(2) too, which Java cannot ask for. */
    private static final Path LOCKS = Path.of("/proc/locks");

    private FileLocks() {}

    /** Returns whether {@code file} is locked, as far as this system tells. */
    static boolean test(Path file) {
        return hasLockFile(file) || isListed(file) || !mayBeShared(file);
    }

    private static boolean hasLockFile(Path file) {
        String name = file.getFileName().toString();
        return List.of(name + ".lock", name + ".lck", "." + name + ".lock", ".~lock." + name + "#").stream()
                .anyMatch(each -> Files.exists(file.resolveSibling(each)));
    }

    private static boolean isListed(Path file) {
        try {
            String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
            return Files.readAllLines(LOCKS).stream()
                    .anyMatch(line -> line.contains(" WRITE ") && line.contains(inode));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // not Linux
        }
    }

    /** Asks for a shared lock and gives it back at once: on Windows, a writer refuses even to open the file. */
    private static boolean mayBeShared(Path file) {
        try (FileChannel channel = FileChannel.open(file);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return !Files.isReadable(file)
                    || e.getMessage() == null
                    || !e.getMessage().contains("used by another process");
        }
    }
}
