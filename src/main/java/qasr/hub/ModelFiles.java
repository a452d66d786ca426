package qasr.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import qasr.model.ModelDirectory;

/** The files of a model directory, without hidden files and those that the program writes beside a model. */
final class ModelFiles {
    /** The suffix of caches of repacked weights, which the program writes. */
    private static final String CACHE_SUFFIX = ".packed";

    private ModelFiles() {}

    /** Returns the files in {@code directory}, sorted by name; links are followed, subdirectories ignored. */
    static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file -> belongs(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /** Returns whether a file of this name is part of a model. */
    static boolean belongs(String name) {
        return !name.startsWith(".")
                && !name.endsWith(CACHE_SUFFIX)
                && !name.equals(Checksums.FILE)
                && !name.equals(ModelDirectory.RECIPE);
    }

    /** Returns the total size of the files in {@code directory}, in bytes. */
    static long bytes(Path directory) throws IOException {
        long sum = 0;
        for (Path file : in(directory)) {
            sum += Files.size(file);
        }
        return sum;
    }

    /** Deletes {@code directory} and its content; links are not followed. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> entries = Files.walk(directory)) {
            all = entries.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : all) {
            Files.deleteIfExists(entry);
        }
    }

    /** Waits until {@code file}'s bytes are on the disk, if the system supports this. */
    static void flush(Path file) throws IOException {
        StandardOpenOption mode = Files.isDirectory(file) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(file, mode)) {
            channel.force(true);
        } catch (IOException e) {
            if (!Files.isDirectory(file)) {
                throw e; // some systems cannot open a directory
            }
        }
    }
}
