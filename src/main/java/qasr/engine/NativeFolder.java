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

/**
 * A folder into which the launcher has native libraries unpacked and keeps its archive of classes. A run that needs them holds its {@code qasr.lock}
 * together with other runs, so that nobody removes what is still to be loaded.
 */
public final class NativeFolder {
    private static final String PROPERTY = "org.bytedeco.javacpp.cachedir";
    private static final String LOCK = "qasr.lock";
    /** What JavaCPP locks while it unpacks, which only runs that hold the other do. */
    private static final String UNPACKING = ".lock";

    /** JavaCPP makes a folder for each jar, and in it nothing but {@code org/bytedeco}. */
    private static final String JAR = "(javacpp|openblas|mkl|pytorch|ffmpeg|cuda)(-[A-Za-z0-9_.]+)+\\.jar";

    private static final String JANSI = "jansi-[0-9.]+-[0-9a-f]+-(lib)?jansi\\.(so|jnilib|dylib|dll)(\\.lck)?";

    /** What the launcher makes for this or another build and JVM; beside it a folder while it is being made. */
    private static final String ARCHIVE = "classes-\\d+\\.jsa";

    /** What was found out about a processor. */
    private static final String VERDICT = "kernels(-\\d+-[A-Za-z0-9._-]+)?";

    private final Path folder;

    public NativeFolder(Path folder) {
        this.folder = folder;
    }

    /** Returns the one that the launcher has chosen for this process, if it was started by the launcher. */
    static Optional<NativeFolder> ofProcess() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).map(NativeFolder::new);
    }

    /** Returns the file {@code name} in it, which need not be there. */
    Path file(String name) {
        return folder.resolve(name);
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
                if (isFile
                        && (name.equals(UNPACKING)
                                || name.matches(JANSI)
                                || name.matches(ARCHIVE)
                                || name.matches(VERDICT))) {
                    content.files().add(entry);
                } else if (name.matches(JAR) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    addUnpacked(entry, content);
                } else if (name.matches(ARCHIVE + "\\.lock") && isAbandoned(entry)) {
                    for (String part : List.of("pid", "classes", "list", "archive")) {
                        content.files().add(entry.resolve(part));
                    }
                    content.folders().add(entry);
                }
            }
        }
        content.folders().add(folder);
        return content;
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
