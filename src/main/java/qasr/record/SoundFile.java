package qasr.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A sound file that grows. It is called {@code talk.part.flac} beside its target {@code talk.flac} until it is finished, and
 * it can be played at any time. If it is closed without {@link #finish}, it keeps that name.
 */
public final class SoundFile implements Closeable {
    private final Path target;
    private final Path part;
    private final FileChannel channel;

    /** The end of the last packet that was written as a whole. */
    private long end;

    private SoundFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
    }

    /**
     * Creates the file for {@code target}, whose folder is created if needed. A part that an earlier recording left is kept,
     * and this one gets a number.
     *
     * @throws IOException if the folder is not writable
     */
    public static SoundFile create(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        for (int number = 1; ; number++) {
            Path part = part(target, number);
            try {
                return new SoundFile(
                        target, part, FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
            } catch (FileAlreadyExistsException e) {
                // left by a recording that was killed, or another one is being made
            }
        }
    }

    /** Returns the name of part {@code number} of {@code target}, from 1. */
    static Path part(Path target, int number) {
        String name = String.valueOf(target.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        return target.resolveSibling(
                stem + ".part" + (number == 1 ? "" : String.valueOf(number)) + (dot < 0 ? "" : name.substring(dot)));
    }

    /** Returns the name that the file has until it is finished. */
    public Path part() {
        return part;
    }

    /**
     * Appends whole packets.
     *
     * @throws IOException if there is no room for all of them; then none is kept
     */
    public void append(byte[] packets) throws IOException {
        try {
            write(packets, end);
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
        end += packets.length;
    }

    private void write(byte[] bytes, long position) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left, position + left.position());
        }
    }

    /**
     * Replaces the first bytes by {@code header}, unless {@code keepsHeader} because it no longer fits the sound, flushes the
     * file to the disk and gives it its name.
     *
     * @param replaces whether a file that has this name is replaced
     * @throws FileAlreadyExistsException if there is such a file and it is not to be replaced
     * @throws IOException if that is not possible; the part keeps the sound
     */
    public void finish(byte[] header, boolean keepsHeader, boolean replaces) throws IOException {
        if (!keepsHeader) {
            write(header, 0);
        }
        channel.force(true);
        channel.close();
        if (!replaces) {
            nameOnce();
            return;
        }
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Another recording may have got the name since the beginning, or get it now: a link replaces no file. */
    private void nameOnce() throws IOException {
        try {
            Files.createLink(target, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            Files.move(part, target); // a file system without links
            return;
        }
        Files.delete(part);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
