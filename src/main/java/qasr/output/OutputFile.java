package qasr.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An output file that is replaced atomically: it is written beside its target, flushed to the disk, then moved over the
 * target. If it is closed without {@link #commit}, the temporary file is deleted and the target is unchanged.
 *
 * <p>A target that is not a regular file, such as {@code /dev/null} or a named pipe, is written directly.
 */
public final class OutputFile implements AutoCloseable {
    /** The maximum number of symbolic links to follow, as in Linux. */
    private static final int MAX_LINKS = 40;

    private final Path target;
    private final Path written;
    private final FileChannel channel;
    private final OutputStream stream;

    private OutputFile(Path target, Path written, FileChannel channel) {
        this.target = target;
        this.written = written;
        this.channel = channel;
        this.stream = new BufferedOutputStream(Channels.newOutputStream(channel));
    }

    /**
     * Creates the file for {@code target}. If that is a symbolic link, the file that it leads to is written.
     *
     * @throws IOException if the folder or the target is not writable
     */
    public static OutputFile create(Path target) throws IOException {
        Path real = place(target);
        if (Files.exists(real) && !Files.isRegularFile(real)) {
            return new OutputFile(real, real, FileChannel.open(real, StandardOpenOption.WRITE));
        }
        while (true) {
            // The temporary name does not contain the target's name, which may have the maximum length already.
            // Files.createTempFile would create a private file; this way the user's umask applies.
            Path beside = real.resolveSibling(
                    String.format(".qasr-%08x.tmp", ThreadLocalRandom.current().nextInt()));
            try {
                FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                lock(channel);
                return new OutputFile(real, beside, channel);
            } catch (FileAlreadyExistsException e) {
                // Another run uses this name; try the next.
            }
        }
    }

    /**
     * Returns the real path of {@code target}. A symbolic link is followed even if its target does not exist yet.
     *
     * @throws IOException if the links form a cycle
     */
    public static Path place(Path target) throws IOException {
        if (Files.exists(target)) {
            return target.toRealPath();
        }
        Path place = target;
        for (int links = 0; Files.isSymbolicLink(place); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemException(target.toString(), null, "too many levels of symbolic links");
            }
            Path folder = place.toAbsolutePath().getParent();
            // As the system does: '..' in the link is relative to the real path of the folder.
            Path from = folder != null && Files.exists(folder) ? folder.toRealPath() : place.resolveSibling("");
            place = from.resolve(Files.readSymbolicLink(place));
        }
        return place;
    }

    /**
     * Returns the temporary files in {@code folder} whose process was killed, sorted. Must not be called while this
     * process writes there, because it would release this process's own locks.
     */
    public static List<Path> abandoned(Path folder) throws IOException {
        List<Path> abandoned = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, ".qasr-*.tmp")) {
            for (Path entry : entries) {
                if (entry.getFileName().toString().matches("\\.qasr-[0-9a-f]{8}\\.tmp")
                        && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
                        && AbandonedFiles.isAbandoned(entry)) {
                    abandoned.add(entry);
                }
            }
        }
        abandoned.sort(null);
        return abandoned;
    }

    /** Locks the file until the channel is closed, so that {@link AbandonedFiles} does not remove it. */
    private static void lock(FileChannel channel) {
        try {
            channel.tryLock();
        } catch (IOException e) {
            // A file system without locks: no file there can be detected as abandoned either.
        }
    }

    /** Returns the stream to write to. */
    public OutputStream stream() {
        return stream;
    }

    /** Completes the file and moves it to its target. */
    public void commit() throws IOException {
        stream.flush();
        if (written.equals(target)) {
            channel.close();
            return;
        }
        channel.force(true);
        keepMode();
        try {
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
        }
        channel.close();
        keepName();
    }

    /** Flushes the folder, which contains the file's new name: a power cut could undo the move without this. */
    private void keepName() {
        Path folder = target.toAbsolutePath().getParent();
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Some systems (Windows) cannot open a folder; the file itself is on the disk.
        }
    }

    /** Copies the mode of the replaced file, as if it had been overwritten in place. */
    private void keepMode() throws IOException {
        PosixFileAttributeView before = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (before != null && Files.exists(target)) {
            Files.setPosixFilePermissions(written, before.readAttributes().permissions());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!written.equals(target)) {
            Files.deleteIfExists(written);
        }
    }
}
