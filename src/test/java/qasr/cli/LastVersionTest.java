package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.engine.NativeEngines;
import qasr.testing.TranscriptSchema;

/**
 * Tests that results of an earlier version, before warnings had kinds, can be used like those of this version. They
 * were made from a recording that is cut off, with {@code -f txt,json,jsonl --max-new-tokens 9 --max-chunk 3 --glossary
 * terms.txt}.
 */
final class LastVersionTest {
    private static final Path FILES = Path.of("src/test/resources/qasr/last-version");
    /** The recording is the beginning of an example. */
    private static final int RECORDING_BYTES = 100_000;

    @TempDir
    Path folder;

    private Path json;
    private Path jsonl;
    private Path text;

    @BeforeEach
    void copy() throws IOException {
        json = copy("cut-call.json");
        jsonl = copy("cut-call.jsonl");
        text = copy("cut-call.txt");
        copy("terms.txt");
    }

    private Path copy(String name) throws IOException {
        return Files.copy(FILES.resolve(name), folder.resolve(name));
    }

    private Path recording() throws IOException {
        byte[] all = Files.readAllBytes(Path.of("examples/phone-call.wav"));
        return Files.write(folder.resolve("cut-call.wav"), Arrays.copyOf(all, RECORDING_BYTES));
    }

    private static Cli.Outcome run(Object... arguments) {
        return new Cli(new FakeEngines()).run(arguments);
    }

    @Test
    void theOldResultMatchesTheSchema() throws IOException {
        assertEquals(List.of(), TranscriptSchema.errors(Files.readString(json)));
    }

    @Test
    void diffShowsTheOldEdits() {
        Cli.Outcome expected = new Cli.Outcome(
                0, "0:00:00.066  [-Please-]{+PLEASE+} enter your password f\n", "qasr: edits: 1 glossary\n");
        assertEquals(expected, run("diff", json));
        assertEquals(expected, run("diff", jsonl));
    }

    @Test
    void theOldResultCanBeRendered() throws IOException {
        assertEquals(Files.readString(text), run("render", json, "-f", "txt").out());
        assertEquals(Files.readString(jsonl), run("render", json, "-f", "jsonl").out());
        String again = run("render", json, "-f", "json").out();
        TranscriptSchema.check(again);
        JsonObject before = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        JsonObject after = JsonParser.parseString(again).getAsJsonObject();
        assertEquals(
                List.of(
                        "{\"kind\":\"unknown\",\"start\":null,\"end\":null,"
                                + "\"text\":\"the recording is cut off: it ends after 6.2 s of 9.1 s\"}",
                        "{\"kind\":\"other_passage\",\"start\":0.000,\"end\":1.600,"
                                + "\"text\":\"the model had more to say: the end of this text may be missing\"}",
                        "{\"kind\":\"other_passage\",\"start\":1.600,\"end\":3.400,"
                                + "\"text\":\"the model had more to say: the end of this text may be missing\"}"),
                after.remove("warnings").getAsJsonArray().asList().stream()
                        .map(Object::toString)
                        .toList());
        before.remove("warnings");
        assertEquals(before.toString(), after.toString());
    }

    @Test
    void aRetryRemovesTheOldWarningOfItsSegment() throws IOException {
        Path recording = recording();
        Cli.Outcome outcome = new Cli(new NativeEngines(directory -> List.of()))
                .run(
                        "retry",
                        json,
                        "-m",
                        Path.of("models/demo"),
                        "--segments",
                        "0",
                        "--recording",
                        recording,
                        "--glossary",
                        folder.resolve("terms.txt"),
                        "--max-new-tokens",
                        "99");
        assertEquals(0, outcome.status(), outcome.err());
        String written = Files.readString(json);
        TranscriptSchema.check(written);
        JsonArray warnings = JsonParser.parseString(written).getAsJsonObject().getAsJsonArray("warnings");
        assertEquals(
                List.of("unknown null", "other_passage 1.600"),
                warnings.asList().stream()
                        .map(warning -> warning.getAsJsonObject())
                        .map(warning -> warning.get("kind").getAsString() + " " + warning.get("start"))
                        .toList());
    }

    @Test
    void possiblyLostAudioMakesAResultIncomplete() throws IOException {
        String complete = Files.readString(json)
                .replace("\"status\": \"truncated\"", "\"status\": \"ok\"")
                .replaceAll("\"flags\": \\[[^]]*]", "\"flags\": []");
        Files.writeString(json, complete);
        Path glossary = folder.resolve("terms.txt");
        assertEquals(0, run("retry", json, "--flagged", "--glossary", glossary).status());
        Cli.Outcome strict = run("retry", json, "--flagged", "--glossary", glossary, "--strict");
        assertEquals(8, strict.status(), strict.err());
        assertTrue(
                strict.err().contains("--strict: sound may be missing: the recording is cut off: it ends after"),
                strict.err());
    }

    @Test
    void unusableInputsAreNamedWithTheRemedy() {
        for (String command : List.of("diff", "render", "retry")) {
            Object[] arguments = command.equals("retry")
                    ? new Object[] {command, text, "--segments", "0"}
                    : new Object[] {command, text};
            Cli.Outcome outcome = run(arguments);
            assertEquals(4, outcome.status(), outcome.err());
            assertTrue(outcome.err().startsWith("qasr: " + text + ": is not JSON"), outcome.err());
        }
        String needed = "has only segments (-f jsonl), which do not name their recording; pass a transcript made by"
                + " 'qasr transcribe -f json'";
        for (Cli.Outcome outcome : List.of(run("render", jsonl), run("retry", jsonl, "--segments", "0"))) {
            assertEquals(4, outcome.status(), outcome.err());
            assertTrue(outcome.err().startsWith("qasr: " + jsonl + ": " + needed), outcome.err());
        }
    }
}
