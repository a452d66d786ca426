package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Only the packages of the command line name its options. The others report the cause, and {@code Remedies} adds the
 * option.
 */
final class OptionNamesTest {
    private static final Path SOURCES = Path.of("src/main/java/qasr");
    private static final Set<String> ROOMS = Set.of("cli", "console", "engine", "job", "resume", "run");

    /** A comment, a character, a text block or a string; group 1 is the text of the latter two. */
    private static final Pattern TOKEN = Pattern.compile(
            "//[^\n]*|/\\*.*?\\*/|'(?:[^'\\\\\n]|\\\\.)+'|(\"\"\".*?(?<!\\\\)\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*\")",
            Pattern.DOTALL);

    /** Not an option of the JVM, which a process of ours is started with. */
    private static final Pattern OPTION = Pattern.compile("(?<![A-Za-z0-9-])--(?!enable-native-access)[a-z]");

    @Test
    void noRoomBelowTheCommandLineNamesAnOption() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> found = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file ->
                            !ROOMS.contains(SOURCES.relativize(file).getName(0).toString()))
                    .sorted()
                    .flatMap(OptionNamesTest::literals)
                    .toList();
            assertEquals(List.of(), found);
        }
    }

    @Test
    void literalsAreFoundAndCommentsAreNot() {
        assertEquals(
                List.of("\"; use --device cpu\"", "\"\"\"\n  --text\"\"\""),
                options("/* \"--a\" */ char c = '\"'; // \"--b\"\nf(\"; use --device cpu\", \"-- \", \"x--\");\n"
                                + "g(\"\"\"\n  --text\"\"\");")
                        .toList());
    }

    private static Stream<String> literals(Path file) {
        try {
            return options(Files.readString(file)).map(literal -> file + ": " + literal);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static Stream<String> options(String source) {
        return TOKEN.matcher(source)
                .results()
                .map(match -> match.group(1))
                .filter(literal -> literal != null && OPTION.matcher(literal).find());
    }
}
