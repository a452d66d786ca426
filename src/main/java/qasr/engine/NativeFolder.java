package qasr.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.batch.LockFile;
import qasr.natives.NativeLibraries;

/**
 * A folder into which the launcher has native libraries unpacked, with a folder of the launcher's own in it. A run that needs them holds its {@code qasr.lock}
 * together with other runs, so that nobody removes what is still to be loaded.
 */
public final class NativeFolder {
    /** Set by the launcher: for each folder that it may choose, the one in it that is the launcher's own, a line each. */
    private static final String STARTS_PROPERTY = "qasr.starts";

    private static final String LOCK = "qasr.lock";
    /** What JavaCPP locks while it unpacks, which only runs that hold the other do. */
    private static final String UNPACKING = ".lock";

    /** JavaCPP makes a folder for each jar, and in it nothing but {@code org/bytedeco}. */
    private static final String JAR = "(javacpp|openblas|mkl|pytorch|ffmpeg|cuda)(-[A-Za-z0-9_.]+)+\\.jar";

    private static final String JANSI = "jansi-[0-9.]+-[0-9a-f]+-(lib)?jansi\\.(so|jnilib|dylib|dll)(\\.lck)?";

    /** What was found out about the processor, where there is no launcher to say where that belongs. */
    private static final String VERDICT = "kernels";

    private final Path folder;
    private final Optional<Path> start;

    public NativeFolder(Path folder) {
        this(folder, Optional.empty());
    }

    private NativeFolder(Path folder, Optional<Path> start) {
        this.folder = folder;
        this.start = start;
    }

    /** Returns all that the launcher chooses from; none without the launcher. */
    public static List<NativeFolder> known() {
        return System.getProperty(STARTS_PROPERTY, "")
                .lines()
                .map(Path::of)
                .map(start -> new NativeFolder(start.getParent(), Optional.of(start)))
                .toList();
    }

    /** Returns where it is. */
    public Path path() {
        return folder;
    }

    /** Returns the folder in it that is the launcher's. */
    Path start() {
        return start.orElseGet(() -> folder.resolve("start"));
    }

    /** Returns where the verdict on the processor is kept without the launcher. */
    public Path verdict() {
        return folder.resolve(VERDICT);
    }

    /** Returns the one that the launcher has chosen for this process, if it was started by the launcher. */
    static Optional<NativeFolder> ofProcess() {
        return Optional.ofNullable(System.getProperty(NativeLibraries.FOLDER))
                .map(Path::of)
                .map(NativeFolder::new);
    }

    /** Keeps it from being removed until what is returned is closed. Where nothing can be locked, nothing can be removed. */
    public Closeable use() {
        try {
            LockFile file = LockFile.open(folder.resolve(LOCK));
            file.tryLock(0, Long.MAX_VALUE, true);
            return file;
        } catch (IOException e) {
            return () -> {};
        }
    }

    /** Opens what runs at work have locked, if there is such a file. */
    public Optional<LockFile> lock() throws IOException {
        Path file = folder.resolve(LOCK);
        return Files.exists(file) ? Optional.of(LockFile.open(file)) : Optional.empty();
    }

    /** What was unpacked: files, and folders, those that lie in others first. */
    public record Content(List<Path> files, List<Path> folders) {}

    /** Returns what was unpacked into it and nothing else that is there. */
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

    /** Adds what the launcher has made, and what it had begun to make before it was ended. */
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

    private static boolean isAbandoned(Path making) {
        try {
            long pid = Long.parseLong(Files.readString(making.resolve("pid")).strip());
            return ProcessHandle.of(pid).isEmpty();
        } catch (IOException | NumberFormatException e) {
            return false; // it has only just begun
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
