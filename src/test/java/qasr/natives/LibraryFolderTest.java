package qasr.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unpacked files equal those in the jar, also in a folder that another user or version has used. */
final class LibraryFolderTest {
    private static final String INSIDE = "org/bytedeco/some/linux-x86_64/";

    @TempDir
    Path temp;

    private final byte[] bytes = new byte[100_000];
    private LibraryJar jar;
    private LibraryFolder folder;
    private LibraryJar.Content library;

    @BeforeEach
    void makeJar() throws IOException {
        new Random(1).nextBytes(bytes);
        jar = jar("some-1.jar", bytes);
        folder = new LibraryFolder(temp.resolve("native"));
        library = jar.content("liba.so.1").orElseThrow();
    }

    private LibraryJar jar(String name, byte[] content) throws IOException {
        Path file = temp.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : Map.of(
                            INSIDE + "liba.so.1", content,
                            INSIDE + "liba.txt", new byte[1],
                            INSIDE + "include/b.so", new byte[1])
                    .entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return new LibraryJar(file, INSIDE);
    }

    private List<String> files(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theSameBytesLieWhereJavaCppWouldHaveThem() throws IOException {
        assertFalse(folder.has(jar, library));
        Path file = folder.unpack(jar, library);
        assertEquals(temp.resolve("native/some-1.jar").resolve(INSIDE).resolve("liba.so.1"), file);
        assertArrayEquals(bytes, Files.readAllBytes(file));
        assertTrue(folder.has(jar, library));
        assertEquals(List.of("liba.so.1", "qasr.unpacked"), files(file.getParent()));
        assertEquals(List.of(library), jar.contents());
    }

    @Test
    void whatIsThereIsNotWrittenAgain() throws IOException {
        Path file = folder.unpack(jar, library);
        Object key = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                .fileKey();
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            new LibraryFolder(temp.resolve("native"))
                    .unpack(jar, jar.content("liba.so.1").orElseThrow());
        } finally {
            TimeZone.setDefault(zone);
        }
        assertEquals(
                key,
                Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                        .fileKey());
    }

    @Test
    void aCopyWithoutTimesIsAsGood() throws IOException {
        Path file = folder.unpack(jar, library);
        Path copy = Files.createDirectories(temp.resolve("copy").resolve(jar.place()));
        for (String name : files(file.getParent())) {
            Files.copy(file.resolveSibling(name), copy.resolve(name));
        }
        assertTrue(new LibraryFolder(temp.resolve("copy")).has(jar, library));
    }

    /** At each point at which it may have been killed. */
    @Test
    void aKilledUnpackingIsDoneAgain() throws IOException {
        Path place = Files.createDirectories(temp.resolve("native").resolve(jar.place()));
        Files.write(place.resolve("liba.so.1.part"), new byte[10]);
        assertFalse(folder.has(jar, library));
        Path file = folder.unpack(jar, library);
        assertArrayEquals(bytes, Files.readAllBytes(file));
        assertEquals(List.of("liba.so.1", "qasr.unpacked"), files(place));
        Files.delete(place.resolve("qasr.unpacked")); // the library was in place, and not yet written down
        assertFalse(folder.has(jar, library));
        folder.unpack(jar, library);
        assertTrue(folder.has(jar, library));
        Files.write(file, new byte[10]); // as JavaCPP leaves it
        assertFalse(folder.has(jar, library));
        assertArrayEquals(bytes, Files.readAllBytes(folder.unpack(jar, library)));
    }

    @Test
    void anotherBuildOfTheSameSizeIsAnotherLibrary() throws IOException {
        folder.unpack(jar, library);
        bytes[0]++;
        LibraryJar other = jar("some-1.jar", bytes);
        LibraryJar.Content changed = other.content("liba.so.1").orElseThrow();
        assertEquals(library.bytes(), changed.bytes());
        assertFalse(folder.has(other, changed));
        assertArrayEquals(bytes, Files.readAllBytes(folder.unpack(other, changed)));
        assertFalse(folder.has(jar, library));
    }

    @Test
    void aLinkIsReplacedAndWhatItLedToStays() throws IOException {
        Path place = Files.createDirectories(temp.resolve("native").resolve(jar.place()));
        Path precious = Files.writeString(temp.resolve("precious"), "x");
        Files.createSymbolicLink(place.resolve("liba.so.1"), precious);
        assertArrayEquals(bytes, Files.readAllBytes(folder.unpack(jar, library)));
        assertEquals("x", Files.readString(precious));
    }

    @Test
    void severalAtOnceLeaveOneWholeFile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<byte[]> unpacking =
                    () -> Files.readAllBytes(new LibraryFolder(temp.resolve("native")).unpack(jar, library));
            List<Future<byte[]>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(threads.submit(unpacking));
            }
            for (Future<byte[]> result : results) {
                assertArrayEquals(bytes, result.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aDamagedJarLeavesNothingThatCountsAsALibrary() throws IOException {
        LibraryJar.Content wrong =
                new LibraryJar.Content(library.name(), library.bytes(), library.checksum() + 1, library.time());
        IOException e = assertThrows(IOException.class, () -> folder.unpack(jar, wrong));
        assertTrue(e.getMessage().contains("damaged"), e.getMessage());
        assertEquals(List.of(), files(temp.resolve("native").resolve(jar.place())));
    }
}
