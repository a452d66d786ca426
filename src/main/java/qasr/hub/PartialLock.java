package qasr.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The lock of the hidden folder in which a model is assembled: two runs must not download the same model. */
final class PartialLock {
    /** The name of the lock's file. */
    static final String FILE = ".lock";

    private PartialLock() {}

    static FileChannel open(Path partial) throws IOException {
        return FileChannel.open(partial.resolve(FILE), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    /**
     * Takes the lock.
     *
     * @throws HubException if another run has it
     */
    static FileLock take(FileChannel channel, String name) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            throw new HubException(name + ": is already being downloaded by another run", e);
        }
        throw new HubException(name + ": is already being downloaded by another run");
    }

    static void remove(Path partial) throws IOException {
        Files.delete(partial.resolve(FILE));
    }
}
