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
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An output file that is replaced atomically: it is written beside its target, flushed to the disk, then moved over the
 * target. If it is closed without {@link #commit}, the temporary file is deleted and the target is unchanged.
 *
 * <p>A target that is not a regular file, such as {@code /dev/null} or a named pipe, is written directly. So is an open
 * descriptor of this process, such as {@code /dev/stderr}, even if it leads to a regular file.
 */
public final class OutputFile implements AutoCloseable {
    /** The maximum number of symbolic links to follow, as in Linux. */
    private static final int MAX_LINKS = 40;

    /** A step at the end of a file. */
    private interface Ending {
        void run() throws IOException;
    }

    private final OutputStream stream;
    private final Ending commit;
    private final Ending close;

    private OutputFile(OutputStream stream, Ending commit, Ending close) {
        this.stream = new BufferedOutputStream(stream);
        this.commit = commit;
        this.close = close;
    }

    private static OutputFile direct(OutputStream stream) {
        return new OutputFile(stream, stream::close, stream::close);
    }

    /**
     * Creates the file for {@code target}. If that is a symbolic link, the file that it leads to is written.
     *
     * @throws IOException if the folder or the target is not writable
     */
    public static OutputFile create(Path target) throws IOException {
        OptionalInt descriptor = OpenDescriptor.of(target);
        if (descriptor.isPresent()) {
            return direct(OpenDescriptor.stream(descriptor.getAsInt(), target));
        }
        if (isNothing(target)) {
            return direct(OutputStream.nullOutputStream());
        }
        Path real = place(target);
        if (Files.exists(real) && !Files.isRegularFile(real)) {
            return direct(Files.newOutputStream(real, StandardOpenOption.WRITE));
        }
        while (true) {
            // The temporary name does not contain the target's name, which may have the maximum length already.
            // Files.createTempFile would create a private file; this way the user's umask applies.
            Path beside = real.resolveSibling(String.format(
                    Locale.ROOT, ".qasr-%08x.tmp", ThreadLocalRandom.current().nextInt()));
            try {
                FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                lock(channel);
                return new OutputFile(
                        Channels.newOutputStream(channel),
                        () -> move(channel, beside, real),
                        () -> discard(channel, beside));
            } catch (FileAlreadyExistsException e) {
                // Another run uses this name; try the next.
            }
        }
    }

    /** Returns whether writing {@code target} replaces a file that exists. */
    public static boolean replaces(Path target) {
        return Files.isRegularFile(target) && !isDescriptor(target);
    }

    /** Returns whether {@code target} exists and is written directly, such as a pipe or a descriptor. */
    public static boolean isDirect(Path target) {
        return isNothing(target) || (Files.exists(target) && !replaces(target));
    }

    /** Returns whether {@code target} is what Windows calls NUL, in any folder; there is no such file to be found. */
    static boolean isNothing(Path target) {
        Path name = target.getFileName();
        return target.getFileSystem().getSeparator().equals("\\")
                && name != null
                && name.toString().equalsIgnoreCase("NUL");
    }

    /** Returns whether {@code target} is a name of standard output, such as {@code /dev/stdout}. */
    public static boolean isStandardOutput(Path target) {
        return descriptor(target).stream().anyMatch(OpenDescriptor::isStandardOutput);
    }

    private static boolean isDescriptor(Path target) {
        return descriptor(target).isPresent();
    }

    private static OptionalInt descriptor(Path target) {
        try {
            return OpenDescriptor.of(target);
        } catch (IOException e) {
            return OptionalInt.empty(); // writing it says why
        }
    }

    /**
     * Returns a stream that adds to {@code target}, which is created if need be.
     *
     * @throws IOException if it cannot be written
     */
    public static OutputStream append(Path target) throws IOException {
        OptionalInt descriptor = OpenDescriptor.of(target);
        return descriptor.isPresent()
                ? OpenDescriptor.stream(descriptor.getAsInt(), target)
                : Files.newOutputStream(target, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
        commit.run();
    }

    private static void move(FileChannel channel, Path written, Path target) throws IOException {
        channel.force(true);
        keepMode(written, target);
        try {
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
        }
        channel.close();
        keepName(target);
    }

    private static void discard(FileChannel channel, Path written) throws IOException {
        channel.close();
        Files.deleteIfExists(written);
    }

    /** Flushes the folder, which contains the file's new name: a power cut could undo the move without this. */
    private static void keepName(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Some systems (Windows) cannot open a folder; the file itself is on the disk.
        }
    }

    /** Copies the mode of the replaced file, as if it had been overwritten in place. */
    private static void keepMode(Path written, Path target) throws IOException {
        PosixFileAttributeView before = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (before != null && Files.exists(target)) {
            Files.setPosixFilePermissions(written, before.readAttributes().permissions());
        }
    }

    @Override
    public void close() throws IOException {
        close.run();
    }
}
