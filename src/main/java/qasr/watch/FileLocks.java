package qasr.watch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether another program holds a lock on a file: one of the operating system, or a lock file beside it such as {@code
 * talk.wav.lock}.
 */
final class FileLocks {
    /** Linux lists all locks here, those of flock(2) too, which Java cannot ask for. */
    private static final Path LOCKS = Path.of("/proc/locks");

    /** A lock for writing with the device, in hexadecimal digits, and the number of its file. */
    private static final Pattern WRITE_LOCK =
            Pattern.compile(" WRITE +-?\\d+ ([0-9a-f]+):([0-9a-f]+):(\\d+) ", Pattern.CASE_INSENSITIVE);

    private static final int HEX = 16;

    private FileLocks() {}

    /** Returns the name of the lock on {@code file}, or who locks it; empty if it is free, as far as this system tells. */
    static Optional<String> of(Path file) {
        return lockFile(file)
                .or(() -> isListed(file) || !mayBeShared(file) ? Optional.of("by another program") : Optional.empty());
    }

    private static Optional<String> lockFile(Path file) {
        String name = file.getFileName().toString();
        return List.of(name + ".lock", name + ".lck", "." + name + ".lock", ".~lock." + name + "#").stream()
                .filter(each -> Files.exists(file.resolveSibling(each)))
                .findFirst();
    }

    private static boolean isListed(Path file) {
        try {
            long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
            long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
            return Files.readAllLines(LOCKS).stream().anyMatch(line -> isOf(line, device, inode));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // not Linux
        }
    }

    /**
     * Tells whether a line of Linux's list is a lock on a file. A number of a file is unique on its device only. A file system
     * without a device of its own, such as Btrfs, may list another device than the file has, but never one of a disk.
     *
     * @param device the file's {@code st_dev}
     */
    static boolean isOf(String line, long device, long inode) {
        Matcher lock = WRITE_LOCK.matcher(line);
        if (!lock.find() || Long.parseUnsignedLong(lock.group(3)) != inode) {
            return false;
        }
        long major = ((device >>> 8) & 0xFFF) | ((device >>> 32) & 0xFFFF_F000L);
        long minor = (device & 0xFF) | ((device >>> 12) & 0xFFFF_FF00L);
        long listed = Long.parseLong(lock.group(1), HEX);
        return listed == major && (major == 0 || Long.parseLong(lock.group(2), HEX) == minor);
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
