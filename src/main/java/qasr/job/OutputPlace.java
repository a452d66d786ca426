package qasr.job;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import qasr.console.CommandException;
import qasr.console.Failure;
import qasr.console.OutputFiles;
import qasr.output.OutputFile;

/** Checks before any work is done whether an output can be written. */
final class OutputPlace {
    private OutputPlace() {}

    /**
     * Makes sure that {@code target} can be made or replaced. A folder that does not exist can be made if the last one that
     * exists is writable.
     *
     * @throws CommandException if an obstacle is known
     */
    static void check(Path target) throws CommandException {
        Optional<IOException> obstacle = obstacle(target);
        if (obstacle.isPresent()) {
            throw OutputFiles.failure(target, Failure.reason(obstacle.get()), obstacle.get());
        }
        try {
            if (!folder(OutputFile.place(target.toAbsolutePath()))
                    .map(Files::isWritable)
                    .orElse(true)) {
                throw OutputFiles.failure(target, "permission denied", null);
            }
        } catch (IOException e) {
            throw OutputFiles.failure(target, Failure.reason(e), e);
        }
    }

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
        Optional<Path> folder = folder(place);
        if (folder.isEmpty()) {
            return;
        }
        checkName(place);
        for (Path part : folder.get().relativize(place)) {
            checkName(folder.get().resolve(part));
        }
    }

    /** Returns the last folder of {@code place} that exists. */
    private static Optional<Path> folder(Path place) {
        Path folder = place.getParent();
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        return Optional.ofNullable(folder);
    }

    private static void checkName(Path path) throws IOException {
        try {
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return; // as it should be
        } catch (FileSystemException e) {
            throw new IOException(Failure.reason(e), e); // such as "File name too long"
        }
    }
}
