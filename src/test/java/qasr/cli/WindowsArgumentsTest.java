package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines as qasr.cmd hands them over, in a file system with the rules of Windows. */
final class WindowsArgumentsTest {
    private FileSystem windows;

    @BeforeEach
    void fill() throws Exception {
        windows = Jimfs.newFileSystem(
                Configuration.windows().toBuilder().setRoots("C:\\", "D:\\").build());
        for (String file : List.of(
                "C:\\work\\b.wav",
                "C:\\work\\A.WAV",
                "C:\\work\\notes.txt",
                "C:\\work\\[1] talk.wav",
                "C:\\work\\two words\\c.mp3",
                "C:\\work\\two cities\\d.mp3",
                "C:\\work\\two cities\\名前.mp3",
                "D:\\rec\\1\\x.ogg",
                "D:\\rec\\2\\x.ogg",
                "D:\\rec\\3\\y.ogg")) {
            Files.createDirectories(windows.getPath(file).getParent());
            Files.writeString(windows.getPath(file), "");
        }
    }

    @AfterEach
    void close() throws Exception {
        windows.close();
    }

    /** Without these folders, 'qasr doctor --prepare' would not know where to put the libraries. */
    @Test
    void theScriptNamesTheFoldersOfLibraries() throws Exception {
        String script = Files.readString(Path.of("src/dist/qasr.cmd"));
        assertTrue(
                script.contains(
                        "\"-Dqasr.starts=%_QASR_HOME%\\lib\\native\\start|%LOCALAPPDATA%\\qasr\\native\\start\" ^\n"),
                script);
    }

    private String[] words(String line) {
        return WindowsArguments.of(Map.of("LINE", line), windows, "@environment:LINE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            value = {
                "a b>a|b",
                "`  a \t b `>a|b",
                "`\"two words\" c`>two words|c",
                "`\"\" c`>|c",
                "`C:\\dir\\ b`>C:\\dir\\|b",
                "`\"C:\\dir x\\\\\" b`>C:\\dir x\\|b",
                "`a\\\\b`>a\\\\b",
                "`say \\\"x\\\"`>say|\"x\"",
                "`\"a \"\"b\"\" c\"`>a \"b\" c",
                "`-o\"x y\"z`>-ox yz",
                "`\\\\server\\share\\f.wav`>\\\\server\\share\\f.wav",
                "`\"not closed`>not closed",
                "`--context=\"Ada & Qwen | 100%\"`>--context=Ada & Qwen | 100%",
            })
    void wordsAreDividedAsMicrosoftDoes(String line, String expected) {
        assertArrayEquals(expected.split("\\|(?! 1)", -1), words(line));
    }

    @Test
    void anEmptyLineHasNoWords() {
        assertArrayEquals(new String[0], words("  "));
        assertArrayEquals(new String[0], WindowsArguments.of(Map.of(), windows, "@environment:LINE"));
    }

    @Test
    void otherArgumentsStayAsTheyAre() {
        assertArrayEquals(
                new String[] {"@environment:LINE", "*.wav"},
                WindowsArguments.of(Map.of("LINE", "x"), windows, "@environment:LINE", "*.wav"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "*.wav>A.WAV|[1] talk.wav|b.wav",
                "?.wav>A.WAV|b.wav",
                "[*>[1] talk.wav",
                "*.txt *.ogg>notes.txt|*.ogg",
                "two*\\*.mp3>two cities\\d.mp3|two cities\\名前.mp3|two words\\c.mp3",
                "two*/??.mp3>two cities/名前.mp3",
                "C:\\work\\*.txt>C:\\work\\notes.txt",
                "c:/work/*.txt>c:/work/notes.txt",
                "D:\\rec\\?\\x.ogg>D:\\rec\\1\\x.ogg|D:\\rec\\2\\x.ogg",
                "D:\\*\\2\\*>D:\\rec\\2\\x.ogg",
                ".\\b*>.\\b.wav",
                "..\\work\\b*>..\\work\\b.wav",
                "E:\\*.wav>E:\\*.wav",
                "none\\*.wav>none\\*.wav",
                "-o *.none>-o|*.none",
                "--name-template={stem}*>--name-template={stem}*",
                "https://x/?a=*>https://x/?a=*",
            })
    void starsAndQuestionMarksAreNames(String line, String expected) {
        assertArrayEquals(expected.split("\\|", -1), words(line));
    }

    @Test
    void quotedStarsAreStars() {
        assertArrayEquals(new String[] {"*.wav", "b.wav"}, words("\"*.wav\" b*"));
    }

    @Test
    void thousandsOfNamesComeInOrder() throws Exception {
        Files.createDirectories(windows.getPath("D:\\many"));
        for (int i = 2999; i >= 0; i--) {
            Files.writeString(windows.getPath("D:\\many\\" + (10000 + i) + ".wav"), "");
        }
        String[] words = words("D:\\many\\*");
        assertEquals(3000, words.length);
        assertEquals("D:\\many\\10000.wav", words[0]);
        assertEquals("D:\\many\\12999.wav", words[2999]);
    }
}
