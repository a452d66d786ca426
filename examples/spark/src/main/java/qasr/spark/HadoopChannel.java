package qasr.spark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * The bytes of a file of Hadoop, in any order, in memory of 64 KB. After an error the file is opened again and read from the
 * same place; a file that has changed meanwhile is an error.
 */
final class HadoopChannel implements SeekableByteChannel {
    private final FileSystem files;
    private final FileStatus status;
    private final byte[] block = new byte[1 << 16];
    private Optional<FSDataInputStream> stream = Optional.empty();
    private long position;
    private boolean closed;

    HadoopChannel(FileSystem files, FileStatus status) {
        this.files = files;
        this.status = status;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        int wanted = Math.min(block.length, target.remaining());
        if (wanted == 0) {
            return 0;
        }
        if (position >= status.getLen()) {
            return -1;
        }
        int count = Persistence.of(() -> readOnce(wanted));
        if (count > 0) {
            target.put(block, 0, count);
            position += count;
        }
        return count;
    }

    private int readOnce(int wanted) throws IOException {
        try {
            if (stream.isEmpty()) {
                stream = Optional.of(open());
            }
            FSDataInputStream bytes = stream.get();
            if (bytes.getPos() != position) {
                bytes.seek(position);
            }
            int count = bytes.read(block, 0, wanted);
            if (count <= 0) {
                throw new IOException("ends after " + position + " of " + status.getLen() + " bytes");
            }
            return count;
        } catch (IOException e) {
            forget();
            throw e;
        }
    }

    private FSDataInputStream open() throws IOException {
        FileStatus now = files.getFileStatus(status.getPath());
        if (now.getLen() != status.getLen() || now.getModificationTime() != status.getModificationTime()) {
            throw new ChangedFileException(status.getPath() + ": has changed while it was read");
        }
        return files.open(status.getPath());
    }

    /** Drops the stream, which may be broken. */
    private void forget() {
        try {
            if (stream.isPresent()) {
                stream.get().close();
            }
        } catch (IOException e) {
            // it was broken before
        } finally {
            stream = Optional.empty();
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long wanted) {
        position = wanted;
        return this;
    }

    @Override
    public long size() {
        return status.getLen();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        forget();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }
}
