package qasr.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * Finds and removes temporary files of {@link OutputFile} whose process was killed. A process holds a lock on the files
 * that it writes, and the system releases the lock when the process ends. So an unlocked file that is older than a
 * second is abandoned; younger ones may have been created but not locked yet.
 */
public final class AbandonedFiles {
    private static final Duration BEING_MADE = Duration.ofSeconds(1);

    private AbandonedFiles() {}

    /**
     * Removes the abandoned files in {@code folder}. Must not be called while this process writes there, because it
     * would release this process's own locks.
     */
    public static void remove(Path folder) {
        try {
            for (Path file : OutputFile.abandoned(folder)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Not an error: such files do no harm. A folder that is not writable is reported by the first write.
        }
    }

    static boolean isAbandoned(Path file) throws IOException {
        if (Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(BEING_MADE))) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
