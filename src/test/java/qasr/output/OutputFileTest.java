package qasr.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFileAppearsOnlyWhenComplete() throws IOException {
        Path target = folder.resolve("a.txt");
        try (OutputFile file = OutputFile.create(target)) {
            file.stream().write("half".getBytes(UTF_8));
            file.stream().flush();
            assertTrue(Files.notExists(target));
            file.stream().write(" and half".getBytes(UTF_8));
            file.commit();
        }
        assertEquals("half and half", Files.readString(target));
        assertEquals(List.of("a.txt"), names());
    }

    /** Opens a file and returns the name of its descriptor, as a shell does for {@code 3>log}. */
    private static Path descriptor(FileOutputStream open, Path file) throws IOException {
        open.write("before\n".getBytes(UTF_8));
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors));
        try (Stream<Path> numbers = Files.list(descriptors)) {
            return numbers.filter(number -> leadsTo(number, file)).findFirst().orElseThrow();
        }
    }

    private static boolean leadsTo(Path number, Path file) {
        try {
            return Files.readSymbolicLink(number).equals(file.toRealPath());
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    @Test
    void aFileThatADescriptorLeadsToIsAddedTo() throws IOException {
        Path log = folder.resolve("log");
        try (FileOutputStream open = new FileOutputStream(log.toFile(), true)) {
            Path number = descriptor(open, log);
            Path link = Files.createSymbolicLink(folder.resolve("link"), number);
            for (Path name : List.of(number, Path.of("/dev/fd").resolve(number.getFileName()), link)) {
                assertTrue(OutputFile.isDirect(name) && !OutputFile.replaces(name));
                try (OutputFile file = OutputFile.create(name)) {
                    file.stream().write("added\n".getBytes(UTF_8));
                    file.commit();
                }
                open.write("by the shell\n".getBytes(UTF_8));
            }
        }
        assertEquals("before\n" + "added\nby the shell\n".repeat(3), Files.readString(log));
        assertTrue(OutputFile.replaces(log) && !OutputFile.isDirect(log));
    }

    @Test
    void aFileThatIsNotCommittedKeepsTheOldFile() throws IOException {
        Path target = folder.resolve("a.txt");
        Files.writeString(target, "before");
        try (OutputFile file = OutputFile.create(target)) {
            file.stream().write("after".getBytes(UTF_8));
        }
        assertEquals("before", Files.readString(target));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void abandonedFilesAreRemovedAndFilesInUseAreNot() throws Exception {
        Path left = Files.writeString(folder.resolve(".qasr-00000001.tmp"), "half");
        Files.setLastModifiedTime(left, FileTime.fromMillis(0));
        Path fresh = Files.writeString(folder.resolve(".qasr-00000002.tmp"), "");
        Path other = Files.writeString(folder.resolve(".qasr-of-someone.tmp"), "");
        Files.setLastModifiedTime(other, FileTime.fromMillis(0));
        try (OutputFile file = OutputFile.create(folder.resolve("a.txt"))) {
            file.stream().write("half".getBytes(UTF_8));
            try (Stream<Path> files = Files.list(folder)) {
                for (Path path : files.filter(path -> !path.equals(left)).toList()) {
                    if (!path.equals(fresh)) {
                        Files.setLastModifiedTime(path, FileTime.fromMillis(0));
                    }
                }
            }
            AbandonedFiles.remove(folder);
            file.commit();
        }
        assertEquals(List.of(fresh.getFileName().toString(), other.getFileName().toString(), "a.txt"), names());
    }

    @Test
    void aFileThatCannotBeMovedIsRemoved() throws IOException {
        Path target = folder.resolve("a.txt");
        try (OutputFile file = OutputFile.create(target)) {
            Files.createDirectories(target.resolve("in the way"));
            assertThrows(IOException.class, file::commit);
        }
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void aMissingFolderIsAnError() {
        Path target = folder.resolve("no/a.txt");
        assertThrows(NoSuchFileException.class, () -> OutputFile.create(target).close());
    }

    @Test
    void theLongestNameStillWorks() throws IOException {
        Path target = folder.resolve("n".repeat(251) + ".txt");
        write(target, "x");
        assertEquals("x", Files.readString(target));
    }

    @Test
    void aNewFileHasTheModeOfAnyNewFile() throws IOException {
        assumePosix();
        Path plain = Files.createFile(folder.resolve("plain"));
        write(folder.resolve("ours"), "x");
        assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(folder.resolve("ours")));
    }

    @Test
    void aReplacedFileKeepsItsMode() throws IOException {
        assumePosix();
        Path target = Files.createFile(folder.resolve("a.txt"));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
        write(target, "x");
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
    }

    @Test
    void aSymbolicLinkStaysALink() throws IOException {
        assumePosix();
        Path real = Files.writeString(folder.resolve("real.txt"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), real.getFileName());
        write(link, "after");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("after", Files.readString(real));
    }

    /**
     * Uses its own pipe instead of /dev/null: a mutant that is run by root and moves a file there would replace the
     * system's.
     */
    @Test
    void aPipeIsWrittenDirectly() throws Exception {
        assumePosix();
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        write(pipe, "x");
        assertTrue(Files.exists(pipe) && !Files.isRegularFile(pipe));
        assertEquals("x", read.join());
    }

    private static void write(Path target, String text) throws IOException {
        try (OutputFile file = OutputFile.create(target)) {
            file.stream().write(text.getBytes(UTF_8));
            file.commit();
        }
    }

    private static void assumePosix() {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
