package qasr.natives;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * A folder of unpacked libraries, as JavaCPP lays it out: a folder for each jar, and in it those of the jar. Beside them is a
 * record of what was unpacked whole.
 */
final class LibraryFolder {
    private static final String RECORD = "qasr.unpacked";
    private static final String DRAFT = ".part";
    /** The lock file; JavaCPP locks the same one. */
    private static final String LOCK = ".lock";

    private final Path folder;

    LibraryFolder(Path folder) {
        this.folder = folder;
    }

    /** Returns the path of {@code library} of {@code jar} after unpacking. */
    Path path(LibraryJar jar, LibraryJar.Content library) {
        return folder.resolve(jar.place()).resolve(library.name());
    }

    /** Tells whether {@code library} of {@code jar} is there, whole, and this very version of it. */
    boolean has(LibraryJar jar, LibraryJar.Content library) {
        Path file = path(jar, library);
        try {
            return Files.size(file) == library.bytes()
                    && Files.isReadable(file)
                    && recorded(file.getParent()).contains(library.line());
        } catch (IOException e) {
            return false;
        }
    }

    private static Set<String> recorded(Path place) throws IOException {
        try {
            return new LinkedHashSet<>(Files.readAllLines(place.resolve(RECORD), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return new LinkedHashSet<>();
        }
    }

    /**
     * Unpacks {@code library} of {@code jar} unless it is there, and returns where. Of several processes one does it, and
     * what one that was killed has left is done again.
     *
     * @throws IOException if it cannot be written, or the jar is damaged
     */
    Path unpack(LibraryJar jar, LibraryJar.Content library) throws IOException {
        Path file = path(jar, library);
        if (has(jar, library)) {
            return file;
        }
        Files.createDirectories(file.getParent());
        synchronized (Runtime.getRuntime()) { // as JavaCPP, for which a second lock of the same process is an error
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !has(jar, library)) {
                    removeDrafts(file.getParent());
                    write(jar, library, file);
                }
            }
        }
        return file;
    }

    private static void removeDrafts(Path place) throws IOException {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(place, "*" + DRAFT)) {
            for (Path draft : drafts) {
                Files.delete(draft);
            }
        }
    }

    private static void write(LibraryJar jar, LibraryJar.Content library, Path file) throws IOException {
        Path draft = file.resolveSibling(library.name() + DRAFT);
        try {
            jar.read(library.name(), bytes -> copy(bytes, library, draft));
            Files.setLastModifiedTime(draft, FileTime.fromMillis(library.time())); // which JavaCPP looks at
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        Path place = file.getParent();
        Set<String> lines = recorded(place);
        lines.removeIf(line -> line.endsWith(" " + library.name()));
        lines.add(library.line());
        Path record = Files.write(place.resolve(RECORD + DRAFT), lines, StandardCharsets.UTF_8);
        Files.move(record, place.resolve(RECORD), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(InputStream bytes, LibraryJar.Content library, Path draft) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(bytes, new CRC32());
        Files.copy(checked, draft, StandardCopyOption.REPLACE_EXISTING);
        if (checked.getChecksum().getValue() != library.checksum()) {
            throw new IOException("the jar that it is in is damaged");
        }
    }
}
