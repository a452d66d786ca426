package qasr.spark;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;

/**
 * A file of a Hadoop file system as a Java path, so that qasr reads it like any other file. It is one name, not a tree: paths
 * relative to it are not supported.
 */
final class HadoopPath implements Path {
    private final org.apache.hadoop.fs.Path file;
    private final Configuration configuration;
    private final Runnable onOpen;

    /**
     * Creates the path of {@code uri}.
     *
     * @param onOpen called before each opening of the file
     */
    HadoopPath(String uri, Configuration configuration, Runnable onOpen) {
        this.file = new org.apache.hadoop.fs.Path(uri);
        this.configuration = configuration;
        this.onOpen = onOpen;
    }

    /** Returns the Hadoop file system of this file. */
    org.apache.hadoop.fs.FileSystem files() throws IOException {
        return files(file, configuration);
    }

    /** Returns the file system of {@code file}. One with files of checksums, as Hadoop's local one, refuses names with a colon. */
    static org.apache.hadoop.fs.FileSystem files(org.apache.hadoop.fs.Path file, Configuration configuration)
            throws IOException {
        org.apache.hadoop.fs.FileSystem files = file.getFileSystem(configuration);
        return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
    }

    org.apache.hadoop.fs.Path file() {
        return file;
    }

    void opening() {
        onOpen.run();
    }

    @Override
    public FileSystem getFileSystem() {
        return HadoopFileSystem.INSTANCE;
    }

    @Override
    public boolean isAbsolute() {
        return true;
    }

    @Override
    public Path getRoot() {
        return null;
    }

    /** Returns a name for which the locale of the executor does not matter: only its extension is asked for. */
    @Override
    public Path getFileName() {
        return Path.of(plain(file.getName()));
    }

    /** Returns a file name without the characters that a locale may not know. */
    static String plain(String name) {
        return name.replaceAll("[^ -~]", "_");
    }

    @Override
    public Path getParent() {
        return null;
    }

    @Override
    public int getNameCount() {
        return 1;
    }

    @Override
    public Path getName(int index) {
        return getFileName();
    }

    @Override
    public Path subpath(int begin, int end) {
        return getFileName();
    }

    @Override
    public boolean startsWith(Path other) {
        return equals(other);
    }

    @Override
    public boolean endsWith(Path other) {
        return equals(other);
    }

    @Override
    public Path normalize() {
        return this;
    }

    @Override
    public Path resolve(Path other) {
        throw new UnsupportedOperationException(file + " is a recording: nothing is below it");
    }

    @Override
    public Path relativize(Path other) {
        throw new UnsupportedOperationException(file + " is a recording: nothing is below it");
    }

    @Override
    public URI toUri() {
        return file.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return this;
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return this;
    }

    @Override
    public File toFile() {
        throw new UnsupportedOperationException(file + " is no file of this machine");
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException(file + " cannot be watched");
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HadoopPath path && file.equals(path.file);
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
