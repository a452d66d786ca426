package qasr.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The files of this machine as {@code flaky:/PATH}. Calls fail now and then, also in the middle of a file. A file with "poison"
 * in its name ends an executor that reads it with SIGSEGV, as damaged sound may do in a decoder.
 */
public final class FlakyFileSystem extends RawLocalFileSystem {
    private static final String SCHEME = "flaky";
    private static final double CALL_FAILS = 0.01;
    private static final double READ_FAILS = 0.01;

    private final Random random = new Random(ProcessHandle.current().pid());
    private double share = 1;

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public void initialize(URI uri, Configuration configuration) throws IOException {
        super.initialize(uri, configuration);
        setConf(configuration);
        share = configuration.getDouble("flaky.share", 1);
    }

    private synchronized void fail(double probability, Object what) throws IOException {
        if (random.nextDouble() < probability * share) {
            throw new IOException("503 slow down: " + what);
        }
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        fail(CALL_FAILS, path);
        if (!exists(path)) {
            throw new FileNotFoundException(path.toString());
        }
        if (path.getName().contains("poison") && isExecutor()) {
            crash();
        }
        return new FSDataInputStream(new FlakyStream(super.open(path, bufferSize), path));
    }

    private static boolean isExecutor() {
        return System.getProperty("sun.java.command", "").contains("CoarseGrainedExecutorBackend");
    }

    private static void crash() throws IOException {
        try {
            new ProcessBuilder(
                            "kill",
                            "-SEGV",
                            Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            Thread.sleep(60_000); // the end comes before
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        fail(CALL_FAILS, path);
        return super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        fail(CALL_FAILS, from);
        boolean renamed = super.rename(from, to);
        fail(CALL_FAILS, from); // done, but the answer is lost
        return renamed;
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        fail(CALL_FAILS, path);
        return plain(super.getFileStatus(path));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        fail(CALL_FAILS, path);
        return Arrays.stream(super.listStatus(path)).map(FlakyFileSystem::plain).toArray(FileStatus[]::new);
    }

    /** Returns a status that does not ask the machine for owner and permissions, by a path that it does not know. */
    private static FileStatus plain(FileStatus status) {
        return new FileStatus(
                status.getLen(),
                status.isDirectory(),
                status.getReplication(),
                status.getBlockSize(),
                status.getModificationTime(),
                status.getPath());
    }

    /** A stream that breaks now and then, and stays broken. */
    private final class FlakyStream extends FSInputStream {
        private final FSDataInputStream bytes;
        private final Path path;
        private boolean broken;

        FlakyStream(FSDataInputStream bytes, Path path) {
            this.bytes = bytes;
            this.path = path;
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (broken) {
                throw new IOException("broken: " + path);
            }
            try {
                fail(READ_FAILS, path);
            } catch (IOException e) {
                broken = true;
                throw e;
            }
            return bytes.read(buffer, offset, Math.min(length, 20_000));
        }

        @Override
        public void seek(long position) throws IOException {
            bytes.seek(position);
        }

        @Override
        public long getPos() throws IOException {
            return bytes.getPos();
        }

        @Override
        public boolean seekToNewSource(long position) {
            return false;
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
