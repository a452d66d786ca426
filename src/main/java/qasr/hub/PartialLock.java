package qasr.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The lock of the hidden folder in which a model is assembled: two runs must not download the same model.
 *
 * <p>The lock's file is beside the folder, because Windows does not rename a folder in which a file is open. It is kept
 * until the folder is gone: a run that opened a file which the other run has deleted finds the model installed.
 */
final class PartialLock implements AutoCloseable {
    private final Path file;
    private final Path partial;
    private final FileChannel channel;

    private PartialLock(Path file, Path partial, FileChannel channel) {
        this.file = file;
        this.partial = partial;
        this.channel = channel;
    }

    /**
     * Takes the lock of the model {@code name}.
     *
     * @throws HubException if another run has it
     * @throws IOException if the model is installed, perhaps since a moment ago
     */
    static PartialLock take(ModelStore store, String name) throws IOException {
        Path file = store.lock(name);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        if (!isOurs(channel)) {
            channel.close();
            throw new HubException(name + ": is already being downloaded by another run");
        }
        PartialLock lock = new PartialLock(file, store.partial(name), channel);
        try {
            store.requireNew(name);
            return lock;
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this process has it
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (Files.notExists(partial)) {
                delete();
            }
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The model is installed. The file is hidden and empty, and the next lock uses it.
        }
    }
}
