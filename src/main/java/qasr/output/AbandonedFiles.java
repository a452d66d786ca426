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
 * Temporary files of {@link OutputFile} whose process was killed before they got their name. Whoever writes one holds a
 * lock on it, which the system takes back with the process: a file without one, older than the moment between making
 * and locking it, is nobody's.
 */
public final class AbandonedFiles {
    private static final Duration BEING_MADE = Duration.ofSeconds(1);

    private AbandonedFiles() {}

    /** Removes those in {@code folder}. Not while this process itself writes there: that would give up its locks. */
    public static void remove(Path folder) {
        try {
            for (Path file : OutputFile.abandoned(folder)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // They are in nobody's way; what cannot be written says so itself.
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
