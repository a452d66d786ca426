package qasr.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests how inputs on the command line are read: folders, patterns, lists, times, templates. */
final class InputsTest {
    @TempDir
    Path folder;

    @Test
    void aFolderGivesItsFilesInNaturalOrder() throws IOException {
        files("10.wav", "2.wav", "sub/1.wav", ".hidden/x.wav", ".x.wav");
        assertEquals(List.of("2.wav", "10.wav"), list(false, List.of(), List.of()));
        assertEquals(List.of("2.wav", "10.wav", "sub/1.wav"), list(true, List.of(), List.of()));
    }

    @Test
    void patternsAreAboutNamesOrPathsAndAnExcludedFolderIsNotEntered() throws IOException {
        files("a.wav", "a.mp3", "old/b.wav", "new/b.wav", "new/deep/c.wav");
        assertEquals(List.of("a.wav", "new/b.wav", "new/deep/c.wav"), list(true, List.of("*.wav"), List.of("old")));
        assertEquals(List.of("new/b.wav"), list(true, List.of("new/*"), List.of()));
        assertEquals(List.of("new/b.wav", "new/deep/c.wav"), list(true, List.of("new/**"), List.of("*.mp3")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksAreFollowedAndLinkLoopsEnd() throws IOException {
        files("tree/a/1.wav", "elsewhere/2.wav");
        Path tree = folder.resolve("tree");
        Files.createSymbolicLink(tree.resolve("a").resolve("up"), tree);
        Files.createSymbolicLink(tree.resolve("self"), tree.resolve("self"));
        Files.createSymbolicLink(tree.resolve("b"), tree.resolve("a"));
        Files.createSymbolicLink(tree.resolve("c"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("elsewhere").resolve("back"), folder);
        assertEquals(
                List.of("tree/a/1.wav", "tree/c/2.wav", "tree/self"),
                FolderWalk.list(tree, true, new NameFilter(List.of(), List.of())).stream()
                        .map(entry -> folder.relativize(entry.path()).toString())
                        .toList());
    }

    @Test
    void aLinkIntoAFolderThatIsNotEnteredIsFollowedOnce() throws IOException {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        for (String place : List.of(".store/v2", "old/v1", "own")) {
            Files.createFile(Files.createDirectories(tree.resolve(place)).resolve("x.wav"));
        }
        Files.createSymbolicLink(tree.resolve("current"), Path.of(".store", "v2"));
        Files.createSymbolicLink(tree.resolve("current2"), Path.of(".store", "v2"));
        Files.createSymbolicLink(tree.resolve("first"), Path.of("old", "v1"));
        Files.createSymbolicLink(tree.resolve("found"), Path.of("own"));
        Files.createSymbolicLink(tree.resolve(".store/v2/up"), tree);
        assertEquals(
                List.of("current/x.wav", "first/x.wav", "own/x.wav"),
                FolderWalk.list(tree, true, new NameFilter(List.of(), List.of("old"))).stream()
                        .map(entry -> tree.relativize(entry.path()).toString())
                        .toList());
    }

    @Test
    void aListHasOneNamePerLineOrNulEndedNames() throws IOException {
        assertEquals(List.of("a.wav", "b c.wav", " d"), FileList.parse(bytes("\uFEFFa.wav\r\n\nb c.wav\n d")));
        assertEquals(List.of("a\nb.wav", "c\r"), FileList.parse(bytes("a\nb.wav\0c\r\0")));
        assertEquals(List.of(), FileList.parse(new byte[0]));
        assertThrows(
                CharacterCodingException.class, () -> FileList.parse(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0}));
        byte[] latin1 = {'a', '\n', 'c', 'a', 'f', (byte) 0xE9, '\n', 'b'};
        assertEquals(List.of("a", "caf\uDCE9", "b"), FileList.parse(latin1));
    }

    @Test
    void aTimeIsInSecondsOrClockFormat() {
        assertEquals(Duration.ofSeconds(90), ClockTime.parse("90"));
        assertEquals(Duration.ofMillis(1500), ClockTime.parse("1.5"));
        assertEquals(Duration.ofMillis(90_250), ClockTime.parse("1:30.25"));
        assertEquals(Duration.ofMinutes(125), ClockTime.parse("2:05:00"));
        assertEquals(Duration.ofMinutes(90), ClockTime.parse("90:00"));
        for (String wrong : List.of("", "-1", "1:60", "1:61:00", "abc", "1:2:3:4", "1e3", ":30")) {
            assertThrows(IllegalArgumentException.class, () -> ClockTime.parse(wrong), wrong);
        }
    }

    @Test
    void aTemplateIsFilled() {
        NameTemplate.Values values = new NameTemplate.Values("a/b", "talk", "talk.m4a", "en", "srt");
        assertEquals("a/b/talk.srt", NameTemplate.DEFAULT.fill(values));
        assertEquals("a/b/talk.en.srt", new NameTemplate("{dir}/{stem}{.lang}.{ext}").fill(values));
        assertEquals("srt/talk.m4a.en", new NameTemplate("{ext}/{name}.{lang}").fill(values));
        NameTemplate braces = new NameTemplate(NameTemplate.literal("{stem}{lang}") + ".{ext}");
        assertEquals("{stem}{lang}.srt", braces.fill(values));
        assertFalse(braces.distinguishesRecordings() || braces.namesLanguage());
        assertTrue(braces.distinguishesFormats());
        NameTemplate.Values bare = new NameTemplate.Values("", "$1", "$1.m4a", "", "srt");
        assertEquals("$1.srt", new NameTemplate("{dir}/{stem}{.lang}.{ext}").fill(bare));
        assertFalse(new NameTemplate("same.{ext}").distinguishesRecordings());
        assertTrue(NameTemplate.DEFAULT.distinguishesRecordings());
        for (String wrong : List.of("{what}.{stem}", "../{stem}", "/tmp/{stem}", "a/../../{stem}")) {
            assertThrows(IllegalArgumentException.class, () -> new NameTemplate(wrong), wrong);
        }
    }

    private List<String> list(boolean recursive, List<String> include, List<String> exclude) {
        return FolderWalk.list(folder, recursive, new NameFilter(include, exclude)).stream()
                .map(entry -> folder.relativize(entry.path()).toString())
                .toList();
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
