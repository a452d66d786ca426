package qasr.ffmpeg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import qasr.audio.AudioException;

/**
 * The bytes of a file, of this machine or of another file system that Java knows. The path is always a path: {@code http://x}
 * or {@code pipe:0} are file names, too.
 */
final class FileBytes implements ByteSource {
    private final SeekableByteChannel channel;

    private FileBytes(SeekableByteChannel channel) {
        this.channel = channel;
    }

    /** Opens {@code path}: a regular file to be read in any order, anything else (a FIFO, a device) as a pipe. */
    static ByteSource open(Path path, long memoryLimit) throws AudioException {
        try {
            if (Files.isDirectory(path)) {
                throw new AudioException("is a directory, not a recording: name the files in it");
            }
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
            if (!Files.isRegularFile(path)) {
                return PipeBytes.owning(Files.newInputStream(path), memoryLimit);
            }
            FileBytes bytes = new FileBytes(Files.newByteChannel(path));
            return bytes.orEmptyError();
        } catch (AudioException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new AudioException("no such file: check the spelling and the folder", e);
        } catch (AccessDeniedException e) {
            throw new AudioException("permission denied: make the file readable for this user", e);
        } catch (IOException e) {
            throw new AudioException("cannot be read: " + FfmpegError.reason(e), e);
        }
    }

    private FileBytes orEmptyError() throws IOException {
        if (channel.size() == 0) {
            channel.close();
            throw new AudioException("is empty (0 bytes): there is no recording in it");
        }
        return this;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public boolean seekable() {
        return true;
    }

    @Override
    public void seek(long position) throws IOException {
        // A position from a damaged index: no file system has such a position.
        channel.position(Math.min(position, channel.size()));
    }

    @Override
    public byte[] peek(long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        long offset = channel.position();
        channel.position(position);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        channel.position(offset);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
