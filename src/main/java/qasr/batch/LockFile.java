package qasr.batch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * An empty file for locks, on the whole file or on single bytes. The system releases a lock when the process ends in any
 * way. One channel for all: closing any channel of a file gives up all of a process's locks on it.
 *
 * <p>Who removes it holds all of it, and then writes a byte to what no longer has a name: who had it open before, and locks
 * it only now, sees that and goes to the file that has the name.
 */
public final class LockFile implements Closeable {
    private final Path path;
    private FileChannel channel;

    private LockFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Opens it, making it and its folder if need be. */
    public static LockFile open(Path path) throws IOException {
        return new LockFile(path, channel(path));
    }

    private static FileChannel channel(Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Locks {@code bytes} from {@code place}, or returns empty if someone else, or this process itself, has locked them. */
    public Optional<FileLock> tryLock(long place, long bytes, boolean shared) throws IOException {
        while (true) {
            FileChannel tried = current();
            try {
                FileLock lock = tried.tryLock(place, bytes, shared);
                if (lock == null || isNamed(tried)) {
                    return Optional.ofNullable(lock);
                }
            } catch (OverlappingFileLockException e) {
                return Optional.empty();
            }
        }
    }

    /** Waits for the lock of one byte, or returns empty if this process itself has it. */
    public Optional<FileLock> lock(long place) throws IOException {
        while (true) {
            FileChannel tried = current();
            try {
                FileLock lock = tried.lock(place, 1, false);
                if (isNamed(tried)) {
                    return Optional.of(lock);
                }
            } catch (OverlappingFileLockException e) {
                return Optional.empty();
            }
        }
    }

    private synchronized FileChannel current() {
        return channel;
    }

    private synchronized boolean isNamed(FileChannel locked) throws IOException {
        if (locked.size() == 0) {
            return true;
        }
        if (locked == channel) {
            channel.close();
            channel = channel(path);
        }
        return false;
    }

    /** Locks all of it, or returns false if someone else has locked any part. */
    public boolean tryLockAll() throws IOException {
        return tryLock(0, Long.MAX_VALUE, false).isPresent();
    }

    /** Removes it from the disk. It must be locked whole. */
    public void remove() throws IOException {
        Files.deleteIfExists(path);
        current().write(ByteBuffer.allocate(1), 0);
    }

    @Override
    public void close() throws IOException {
        current().close();
    }
}
