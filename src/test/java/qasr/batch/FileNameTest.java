package qasr.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.Property;

/** Tests file names with arbitrary bytes: as text, as paths and on the screen. */
final class FileNameTest {
    @TempDir
    Path folder;

    @Test
    void whatIsUtf8StaysAsItIs() {
        String name = "talk é 会议 \uD83D\uDC4D \uFFFD %41.wav";
        assertEquals(name, FileName.decode(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertEquals(name, FileName.shown(name));
        assertEquals(name, FileName.of(FileName.path(name)));
    }

    @Test
    void otherBytesAreShownByTheirNumbers() {
        String name = FileName.decode(new byte[] {'c', 'a', 'f', (byte) 0xE9, '.', 'w', (byte) 0xC3});
        assertEquals("caf\\xe9.w\\xc3", FileName.shown(name));
        assertEquals(name, FileName.unshown(FileName.shown(name)));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, names are characters")
    void theFolderAboveStaysInAName() {
        String name = FileName.decode(new byte[] {'.', '.', '/', 'x', '/', '.', '.', '/', (byte) 0xE9});
        assertEquals(name, FileName.of(FileName.path(name)));
        assertEquals(4, FileName.path(name).getNameCount());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, names are characters")
    void anyNameIsFoundByItsTextAndByAList() throws IOException {
        Property.forAll(100, random -> {
            byte[] bytes = new byte[1 + random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextBoolean() ? 'a' + random.nextInt(26) : 128 + random.nextInt(128));
            }
            String name = FileName.decode(bytes);
            Path file = folder.resolve(FileName.path(name));
            Files.write(file, bytes);
            assertEquals(name, FileName.of(file.getFileName()), "the name itself");
            assertEquals(FileName.of(file), folder + "/" + name, "in its folder");
            assertArrayEquals(bytes, Files.readAllBytes(FileName.path(folder + "/" + name)));
            List<String> listed = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                entries.forEach(entry -> listed.add(FileName.of(entry.getFileName())));
            }
            assertEquals(List.of(name), listed);
            assertEquals(List.of(name), FileList.parse(bytes));
            Files.delete(file);
        });
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, names are characters")
    void namesThatJavaShowsAlikeStayDifferent() throws IOException {
        Set<String> made = new TreeSet<>();
        for (int last : List.of(0xE8, 0xE9)) {
            String name = FileName.decode(new byte[] {'x', (byte) last});
            Files.createFile(folder.resolve(FileName.path(name)));
            made.add(name);
        }
        Files.createFile(folder.resolve("x\uFFFD"));
        made.add("x\uFFFD");
        Set<String> found = new TreeSet<>();
        for (FolderWalk.Entry entry : FolderWalk.list(folder, false, new NameFilter(List.of(), List.of()))) {
            found.add(FileName.of(entry.path().getFileName()));
        }
        assertEquals(made, found);
        assertTrue(FileName.hasBytes(made.iterator().next()));
    }
}
