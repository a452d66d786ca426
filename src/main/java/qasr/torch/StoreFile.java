package qasr.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;

/**
 * A file of matrices that is being made, under a name of this process's own: it takes its real name when it is whole and
 * flushed, or never. It begins with a block of text, and each matrix begins at a page. Close it, which deletes what has
 * not taken its name.
 */
final class StoreFile implements AutoCloseable {
    /** Where matrices begin is a multiple of this. */
    static final int ALIGNMENT = 4096;
    /** What must stay free on the disk: a cache is no reason to fill it. */
    private static final long SPARE_BYTES = 1L << 30;

    private static final int PIECE_BYTES = 1 << 26;

    private final Path file;
    private final Path draft;
    private final FileChannel channel;

    private StoreFile(Path file, Path draft, FileChannel channel) {
        this.file = file;
        this.draft = draft;
        this.channel = channel;
    }

    /** Begins what will be {@code file}, of {@code bytes}, or returns nothing where there is no place for it. */
    static Optional<StoreFile> begin(Path file, long bytes) {
        Path folder = file.toAbsolutePath().getParent();
        String name = file.getFileName().toString();
        Path draft = draft(folder, name);
        try {
            Files.createDirectories(folder);
            removeAbandoned(folder, name);
            if (!hasRoom(folder, bytes)) {
                return Optional.empty();
            }
            return Optional.of(new StoreFile(
                    file, draft, FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns what {@code name} is called while this process makes it. */
    static Path draft(Path folder, String name) {
        return folder.resolve(name + "." + ProcessHandle.current().pid() + ".tmp");
    }

    /** Tells whether one of {@code folders} can take a file of {@code bytes}: making it takes time. */
    static boolean canWrite(List<Path> folders, long bytes) {
        return folders.stream().anyMatch(folder -> {
            try {
                return hasRoom(folder, bytes);
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static boolean hasRoom(Path folder, long bytes) throws IOException {
        return Files.isWritable(folder) && Files.getFileStore(folder).getUsableSpace() > bytes + SPARE_BYTES;
    }

    /** Deletes the drafts of {@code kept} by processes that are gone. */
    static void removeAbandoned(Path folder, String kept) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.matches("\\Q" + kept + "\\E\\.\\d{1,18}\\.tmp")) {
                    long pid = Long.parseLong(name.substring(kept.length() + 1, name.length() - 4));
                    if (ProcessHandle.of(pid).isEmpty()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }

    /** Returns the lines of a file's first block. */
    static List<String> head(Path file, int blockBytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(blockBytes);
        try (FileChannel channel = FileChannel.open(file)) {
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
        }
        String text = new String(buffer.array(), StandardCharsets.UTF_8);
        return text.substring(0, Math.max(0, text.indexOf('\0'))).lines().toList();
    }

    /** Returns the next multiple of {@link #ALIGNMENT}. */
    static long aligned(long length) {
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Where it lies until it is whole. */
    Path draft() {
        return draft;
    }

    /** Writes the first block. */
    void writeHead(String text, int blockBytes) throws IOException {
        write(ByteBuffer.wrap(Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), blockBytes)), 0);
    }

    /** Writes {@code part}'s bytes at {@code offset}, and zeros up to the next page. Several threads may do so. */
    void write(Tensor part, long offset) throws IOException {
        try (BytePointer start = new BytePointer(part.data_ptr())) {
            write(start.capacity(part.numel() * part.element_size()), offset);
        }
    }

    /** Writes all that {@code start} has, as above. */
    void write(BytePointer start, long offset) throws IOException {
        long length = start.capacity();
        for (long done = 0; done < length; done += PIECE_BYTES) {
            long piece = Math.min(PIECE_BYTES, length - done);
            write(start.getPointer(done).capacity(piece).asByteBuffer(), offset + done);
        }
        write(ByteBuffer.allocate((int) (aligned(length) - length)), offset + length);
    }

    private void write(ByteBuffer buffer, long offset) throws IOException {
        long at = offset;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
    }

    /** Makes it {@code bytes} long, of zeros that take no place yet. */
    void lengthen(long bytes) throws IOException {
        channel.write(ByteBuffer.allocate(1), bytes - 1);
    }

    /** Cuts off what lies behind its first {@code bytes}. */
    void shorten(long bytes) throws IOException {
        channel.truncate(bytes);
    }

    /** Gives it its name, whole and flushed. */
    void finish() throws IOException {
        channel.force(true);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // It is named after this process, so that a later run finds it abandoned.
        }
    }
}
