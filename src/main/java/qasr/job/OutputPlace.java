package qasr.job;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import qasr.console.Failure;
import qasr.output.OutputFile;

/** Checks before any work is done whether an output can be written. */
final class OutputPlace {
    private OutputPlace() {}

    /** Returns why no content can be written to {@code target}; empty if no obstacle is known. */
    static Optional<IOException> obstacle(Path target) {
        try {
            Path place = OutputFile.place(target.toAbsolutePath());
            if (Files.isDirectory(place)) {
                return Optional.of(new IOException("is a directory"));
            }
            if (Files.isRegularFile(place) && !Files.isWritable(place)) {
                return Optional.of(new IOException("the file is write-protected"));
            }
            checkNames(place);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /** Asks for each part that does not exist in the last folder that does, for only there its length is looked at. */
    private static void checkNames(Path place) throws IOException {
        Path folder = place.getParent();
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        if (folder == null) {
            return;
        }
        check(place);
        for (Path part : folder.relativize(place)) {
            check(folder.resolve(part));
        }
    }

    private static void check(Path path) throws IOException {
        try {
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return; // as it should be
        } catch (FileSystemException e) {
            throw new IOException(Failure.reason(e), e); // such as "File name too long"
        }
    }
}
