package qasr.resume;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import qasr.batch.LockFile;

/**
 * Something of the program's own on the disk that it can do without.
 *
 * @param kind what it is, for the user
 * @param path where it is
 * @param files what goes; links are not followed
 * @param folders what goes if nothing else is in it, inner folders first
 * @param lock what runs that are at work with it have locked
 */
public record Leftover(String kind, Path path, List<Path> files, List<Path> folders, Optional<LockFile> lock)
        implements Closeable {
    public Leftover {
        files = List.copyOf(files);
        folders = List.copyOf(folders);
    }

    /** Returns one file. */
    static Leftover file(String kind, Path file, List<Path> folders) {
        return new Leftover(kind, file, List.of(file), folders, Optional.empty());
    }

    /** Returns how many bytes its files have. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /** Keeps runs away until this is closed; returns false if one is at work. */
    public boolean claim() throws IOException {
        return lock.isEmpty() || lock.get().tryLockAll();
    }

    /** Removes it from the disk; folders that hold something else stay. */
    public void remove() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        if (lock.isPresent()) {
            lock.get().remove();
        }
        for (Path each : folders) {
            try {
                Files.deleteIfExists(each);
            } catch (DirectoryNotEmptyException e) {
                // Somebody has put something there.
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }
}
