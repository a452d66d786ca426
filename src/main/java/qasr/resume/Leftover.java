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
 * Files of the program on the disk that {@code qasr clean} can remove.
 *
 * @param kind the kind of files, as shown to the user
 * @param path the file or folder that is shown to the user
 * @param files the files to remove; symbolic links are not followed
 * @param folders the folders to remove if they are empty, inner folders first
 * @param lock the lock file of runs that are using these files
 */
public record Leftover(String kind, Path path, List<Path> files, List<Path> folders, Optional<LockFile> lock)
        implements Closeable {
    public Leftover {
        files = List.copyOf(files);
        folders = List.copyOf(folders);
    }

    /** Returns a leftover of one file. */
    static Leftover file(String kind, Path file, List<Path> folders) {
        return new Leftover(kind, file, List.of(file), folders, Optional.empty());
    }

    /** Returns the total size of its files in bytes. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /** Locks out other runs until this object is closed. Returns false if a run is using the files. */
    public boolean claim() throws IOException {
        return lock.isEmpty() || lock.get().tryLockAll();
    }

    /** Removes the files and the empty folders. */
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
                // Not ours: something else is in this folder.
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
