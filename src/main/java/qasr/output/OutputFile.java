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
 * A file that appears whole or not at all: written beside its target, flushed to the disk, then moved over it. Closed
 * without {@link #commit}, it leaves nothing behind and what was there before untouched.
 *
 * <p>A target that is no ordinary file, such as {@code /dev/null} or a named pipe, is written directly.
 */
public final class OutputFile implements AutoCloseable {
    /** As many as Linux follows. */
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
     * Begins the file that will be {@code target}; where that is a symbolic link, the file it leads to.
     *
     * @throws IOException if nothing can be written there
     */
    public static OutputFile create(Path target) throws IOException {
        Path real = place(target);
        if (Files.exists(real) && !Files.isRegularFile(real)) {
            return new OutputFile(real, real, FileChannel.open(real, StandardOpenOption.WRITE));
        }
        while (true) {
            // A name of its own, since the target's may already be as long as names can be. Opened like any other
            // file, so that the user's umask applies: Files.createTempFile makes it private.
            Path beside = real.resolveSibling(
                    String.format(".qasr-%08x.tmp", ThreadLocalRandom.current().nextInt()));
            try {
                FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                lock(channel);
                return new OutputFile(real, beside, channel);
            } catch (FileAlreadyExistsException e) {
                // Another run has this name; take the next.
            }
        }
    }

    /**
     * Returns where {@code target} really is: a link is followed even where it leads to nothing yet.
     *
     * @throws IOException if it leads in a circle
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
            // As the system does it: '..' in the link counts from where the folder really is.
            Path from = folder != null && Files.exists(folder) ? folder.toRealPath() : place.resolveSibling("");
            place = from.resolve(Files.readSymbolicLink(place));
        }
        return place;
    }

    /**
     * Returns what files in {@code folder} were being written when their process was killed, sorted. Not while this process
     * itself writes there: that would give up its locks.
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

    /** So that {@link AbandonedFiles} leaves it alone, until the channel is closed. */
    private static void lock(FileChannel channel) {
        try {
            channel.tryLock();
        } catch (IOException e) {
            // A file system without locks: nothing can be told to be abandoned there either.
        }
    }

    /** Returns where to write. */
    public OutputStream stream() {
        return stream;
    }

    /** Ends the file and puts it in its place. */
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

    /** The file's new name is in its folder: without this, a power cut could bring the old one back. */
    private void keepName() {
        Path folder = target.toAbsolutePath().getParent();
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Not every system lets a folder be opened (Windows); the file itself is safe.
        }
    }

    /** A file that is replaced keeps its mode, as if it had been written over. */
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
