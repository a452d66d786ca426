package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import qasr.testing.FakeDecoder;

/** Tests that files of the user mean the same in each encoding that Windows programs write. */
final class UserTextsTest {
    private static final Pattern CONTEXT = Pattern.compile("\"context_sha256\": *\"([0-9a-f]+)\"");

    @TempDir
    Path folder;

    private Path recording;
    private Path file;

    @BeforeEach
    void makeFiles() throws IOException {
        float[] samples = new float[16_000];
        Arrays.fill(samples, 0.1f);
        recording = FakeDecoder.write(folder.resolve("a.wav"), samples);
        Files.writeString(
                Files.createDirectories(folder.resolve("home/models/demo")).resolve("config.json"), "{}");
        file = folder.resolve("file");
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of("\uFEFF", StandardCharsets.UTF_8),
                Arguments.of("\uFEFF", StandardCharsets.UTF_16LE),
                Arguments.of("\uFEFF", StandardCharsets.UTF_16BE));
    }

    /** Runs the command with {@code text} in plain UTF-8 and in another encoding, and returns what both have printed. */
    private String same(String text, String mark, Charset charset, Object... command) throws IOException {
        Files.writeString(file, text);
        Cli.Outcome plain = run(command);
        Files.write(file, (mark + text).getBytes(charset));
        assertEquals(plain, run(command), () -> List.of(command) + " " + charset);
        return plain.out() + plain.err();
    }

    private Cli.Outcome run(Object... command) {
        return new Cli(new FakeEngines()).home(folder.resolve("home")).run(command);
    }

    private String contextSum(Object context) {
        Cli.Outcome outcome = run("transcribe", "-f", "json", "--context", context, recording);
        return CONTEXT.matcher(outcome.out())
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void eachFileOfTheUser(String mark, Charset charset) throws IOException {
        String subtitles = "1\n00:00:00,000 --> 00:00:00,100\nCaf\u00e9 au lait and much more than one can read\n";
        assertTrue(same(subtitles, mark, charset, "lint", file).contains("min-duration"));
        String result = "{\"segments\": [{\"start\": 1, \"text\": \"\u4f60\", \"raw_text\": \"\u59b3\","
                + " \"edits\": [{\"kind\": \"glossary\", \"at\": 0, \"from\": \"\u59b3\", \"to\": \"\u4f60\"}]}]}";
        assertTrue(same(result, mark, charset, "diff", file).contains("1 glossary"));
        Path said = Files.writeString(folder.resolve("said.txt"), "One two.\n");
        same("One two.\n", mark, charset, "score", said, file);
        same("One -> \u4e00\n", mark, charset, "transcribe", "--glossary", file, recording);
        assertTrue(same("format = srt\n", mark, charset, "transcribe", "--config", file, recording)
                .contains(" --> "));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void aByteOrderMarkIsNoWordOfTheContext(String mark, Charset charset) throws IOException {
        Files.write(file, (mark + "Ana, \u9ece\n").getBytes(charset));
        assertEquals(contextSum("Ana, \u9ece"), contextSum("@" + file));
    }

    @Test
    void otherEncodingsAreRefusedWithARemedy() throws IOException {
        Files.write(file, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        for (Object[] command : new Object[][] {
            {"lint", file},
            {"diff", file},
            {"score", file, file},
            {"render", file},
            {"align", recording, file},
            {"transcribe", "--config", file, recording},
            {"transcribe", "--glossary", file, recording},
            {"transcribe", "--context", "@" + file, recording},
        }) {
            Cli.Outcome outcome = run(command);
            assertTrue(outcome.status() == 2 || outcome.status() == 4, () -> outcome.toString());
            assertTrue(outcome.err().contains(file + ": is not UTF-8 text; save it as UTF-8\n"), outcome.err());
        }
    }
}
