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
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;

/**
 * A file of matrices that is being written. It has the name of a {@link Draft} until it is complete and flushed; then it is
 * moved atomically to its own name. It begins with a block of text, and each matrix begins at a
 * page. Closing it deletes an incomplete file.
 */
final class StoreFile implements AutoCloseable {
    /** Matrices begin at multiples of this offset. */
    static final int ALIGNMENT = 4096;
    /**
     * The size of a large page on x86-64 and most of ARM. Reading a mapped file is a third faster in such pages (31
     * against 22 GB/s on two cores of a Zen 4). Linux maps a file so where it was written in aligned pieces of this size.
     */
    private static final int LARGE_PAGE = 1 << 21;

    /** The space that must remain free on the disk, since a cache must not fill it. */
    private static final long SPARE_BYTES = 1L << 30;

    private static final int PIECE_BYTES = 1 << 26;

    private final Path file;
    private final Path draft;
    private final FileChannel channel;
    private long filled;

    private StoreFile(Path file, Path draft, FileChannel channel) {
        this.file = file;
        this.draft = draft;
        this.channel = channel;
    }

    /** Starts to write {@code file}, of {@code bytes}; empty if its folder has no room or is not writable. */
    static Optional<StoreFile> begin(Path file, long bytes) {
        Path folder = file.toAbsolutePath().getParent();
        Path draft = Draft.of(file.toAbsolutePath());
        try {
            Files.createDirectories(folder);
            Draft.removeAbandoned(folder);
            if (!hasRoom(folder, bytes)) {
                return Optional.empty();
            }
            return Optional.of(new StoreFile(
                    file, draft, FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns whether one of {@code folders} has room for a file of {@code bytes}, since making the file takes time. */
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

    /** Returns the offset of the next part of {@code length} bytes, if the parts before it end at {@code end}. */
    static long placed(long end, long length) {
        return length % LARGE_PAGE == 0 ? (end + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE : end;
    }

    /** Returns its temporary file. */
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

    /** Writes the bytes of {@code start}, and zeros up to the next page. */
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

    /** Sets its length to {@code bytes} without using disk space yet. */
    void lengthen(long bytes) throws IOException {
        channel.write(ByteBuffer.allocate(1), bytes - 1);
    }

    /**
     * Sets its length to {@code bytes} of zeros, written in large pieces. Linux then keeps it in large pages, which it
     * does not do for pages that are first written through a mapping.
     */
    void fill(long bytes) throws IOException {
        fillTo(bytes);
        shorten(bytes);
    }

    /** As {@link #fill}, but keeps what it has, and ends at the next multiple of a large page. */
    void fillTo(long bytes) throws IOException {
        if (filled >= bytes) {
            return;
        }
        ByteBuffer zeros = ByteBuffer.allocateDirect(LARGE_PAGE);
        for (; filled < bytes; filled += LARGE_PAGE) {
            write(zeros.clear(), filled);
        }
    }

    /** Cuts it to its first {@code bytes}. */
    void shorten(long bytes) throws IOException {
        channel.truncate(bytes);
    }

    /** Flushes it and moves it to its own name. */
    void finish() throws IOException {
        channel.force(true);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // A later run finds it abandoned.
        }
    }
}
