package qasr.engine;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import qasr.batch.LockFile;
import qasr.natives.NativeLibraries;
import qasr.natives.ProcessTable;

/**
 * A folder with unpacked native libraries, which also contains a folder of the launcher. Each run that needs the
 * libraries holds a shared lock on {@code qasr.lock}, so that {@code qasr clean} does not remove libraries that are
 * still to be loaded.
 */
public final class NativeFolder {
    /**
     * Set by the launcher: one line (Windows: a part between bars) per possible folder, with the path of the launcher's own
     * folder inside it.
     */
    private static final String STARTS_PROPERTY = "qasr.starts";

    /** A command line of Windows has no line ends, and names there have no such bar. */
    private static final String SEPARATOR = File.separatorChar == '\\' ? "[|]" : "\n";

    private static final String LOCK = "qasr.lock";
    /** The file that JavaCPP locks while it unpacks. Only runs that hold {@link #LOCK} unpack. */
    private static final String UNPACKING = ".lock";

    /** JavaCPP creates one folder per jar. Each contains only {@code org/bytedeco}. */
    private static final String JAR = "(javacpp|libffi|openblas|mkl|pytorch|ffmpeg|cuda)(-[A-Za-z0-9_.]+)+\\.jar";

    private static final String JANSI = "jansi-[0-9.]+-[0-9a-f]+-(lib)?jansi\\.(so|jnilib|dylib|dll)(\\.lck)?";

    /** The file of the kernel verdict when the launcher does not name one. */
    private static final String VERDICT = "kernels";

    /** The launcher's work under a lock takes half a minute. */
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(10);

    private final Path folder;
    private final Optional<Path> start;

    public NativeFolder(Path folder) {
        this(folder, Optional.empty());
    }

    private NativeFolder(Path folder, Optional<Path> start) {
        this.folder = folder;
        this.start = start;
    }

    /** Returns all folders that the launcher may choose; none without the launcher. */
    public static List<NativeFolder> known() {
        return Stream.of(System.getProperty(STARTS_PROPERTY, "").split(SEPARATOR, -1))
                .filter(start -> !start.isEmpty())
                .map(Path::of)
                .map(start -> new NativeFolder(start.getParent(), Optional.of(start)))
                .toList();
    }

    /** Returns the path of this folder. */
    public Path path() {
        return folder;
    }

    /** Returns the launcher's own folder inside this folder. */
    Path start() {
        return start.orElseGet(() -> folder.resolve("start"));
    }

    /** Returns the file that holds the kernel verdict when the program runs without the launcher. */
    public Path verdict() {
        return folder.resolve(VERDICT);
    }

    /** Returns the folder of this process, if the launcher started it. */
    static Optional<NativeFolder> ofProcess() {
        return Optional.ofNullable(System.getProperty(NativeLibraries.FOLDER))
                .map(Path::of)
                .map(NativeFolder::new);
    }

    /**
     * Takes a shared lock on this folder and returns it; {@code qasr clean} keeps the folder until the lock is closed.
     * If locking fails (read-only folder), the folder cannot be removed either, and no lock is needed.
     */
    public Closeable use() {
        try {
            LockFile file = LockFile.open(folder.resolve(LOCK));
            file.tryLock(0, Long.MAX_VALUE, true);
            return file;
        } catch (IOException e) {
            return () -> {};
        }
    }

    /** Opens the lock file that runs hold a shared lock on, if it exists. */
    public Optional<LockFile> lock() throws IOException {
        Path file = folder.resolve(LOCK);
        return Files.exists(file) ? Optional.of(LockFile.open(file)) : Optional.empty();
    }

    /** Unpacked files and folders; inner folders come before outer ones. */
    public record Content(List<Path> files, List<Path> folders) {}

    /** Returns the files and folders that were unpacked here. Other files in this folder are not listed. */
    public Content content() throws IOException {
        Content content = new Content(new ArrayList<>(), new ArrayList<>());
        if (!Files.isDirectory(folder)) {
            return content;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                boolean isFile = Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
                if (isFile && (name.equals(UNPACKING) || name.equals(VERDICT) || name.matches(JANSI))) {
                    content.files().add(entry);
                } else if (name.matches(JAR) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    addUnpacked(entry, content);
                } else if (start.filter(entry::equals).isPresent()
                        && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    addStart(entry, content);
                }
            }
        }
        content.folders().add(folder);
        return content;
    }

    /** Adds the launcher's files, and unfinished ones of a launcher process that has ended. */
    private static void addStart(Path start, Content content) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(start)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    content.files().add(entry);
                } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && isAbandoned(entry)) {
                    addStart(entry, content);
                }
            }
        }
        content.folders().add(start);
    }

    /** Returns whether nobody works under a lock of the launcher any more; its file "pid" has a process id and a table. */
    private static boolean isAbandoned(Path lock) {
        try {
            List<String> maker = Files.readAllLines(lock.resolve("pid"));
            boolean here = maker.size() > 1
                    && ProcessTable.name().filter(maker.get(1)::equals).isPresent();
            return ProcessTable.isAbandoned(lock, here, Long.parseLong(maker.get(0)), ABANDONED_AFTER);
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            return ProcessTable.isAbandoned(lock, false, 0, ABANDONED_AFTER); // it has no process id, or not yet
        }
    }

    private static void addUnpacked(Path jar, Content content) throws IOException {
        Path own = jar.resolve("org").resolve("bytedeco");
        if (Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(own, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    content.files().add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) {
                    content.folders().add(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        content.folders().add(jar.resolve("org"));
        content.folders().add(jar);
    }
}
