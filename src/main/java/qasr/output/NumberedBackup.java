package qasr.output;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps a file that is about to be replaced as NAME.~1~, NAME.~2~ and so on, as {@code cp --backup=numbered} does. */
public final class NumberedBackup {
    private static final Pattern NUMBER = Pattern.compile("\\.~([1-9][0-9]{0,8})~");

    private NumberedBackup() {}

    /**
     * Keeps {@code target}, where it really is if it is a link, under the next number. The file itself stays, too.
     *
     * @throws IOException if that cannot be done
     */
    public static Path of(Path target) throws IOException {
        Path file = OutputFile.place(target.toAbsolutePath());
        while (true) {
            Path backup = next(file);
            try {
                link(file, backup);
                return backup;
            } catch (FileAlreadyExistsException e) {
                // Another run has this number; take the next.
            }
        }
    }

    /** A second name costs no time and is whole at once; not every file system has that. */
    private static void link(Path file, Path backup) throws IOException {
        try {
            Files.createLink(backup, file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(file, backup, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /**
     * Returns what the next backup of {@code target} is called: the number after the highest one.
     *
     * @throws IOException if its folder cannot be listed
     */
    public static Path next(Path target) throws IOException {
        Path file = OutputFile.place(target.toAbsolutePath());
        String name = file.getFileName().toString();
        int highest = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(file.getParent())) {
            for (Path entry : entries) {
                String other = entry.getFileName().toString();
                if (other.startsWith(name)) {
                    Matcher number = NUMBER.matcher(other.substring(name.length()));
                    highest = number.matches() ? Math.max(highest, Integer.parseInt(number.group(1))) : highest;
                }
            }
        }
        return file.resolveSibling(name + ".~" + (highest + 1) + "~");
    }
}
