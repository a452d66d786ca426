package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;

/** What standard error tells of a run, in each way of {@code --progress}. */
final class RunProgressTest {
    @TempDir
    Path folder;

    private final FakeEngines engines = new FakeEngines();
    private Path model;
    private Path talk;
    private Path missing;

    @BeforeEach
    void prepare() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        talk = recording("talk.wav");
        missing = folder.resolve("missing.wav");
    }

    @Test
    void whereNobodyWatchesEachInputGetsALine() {
        List<String> lines = run(new Cli(engines).progress(), "transcribe", "-m", model, talk, missing);
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith("qasr: " + talk + ": done, 0:02 of sound, "), lines.get(0));
        assertEquals("qasr: " + missing + ": no such file", lines.get(1));
    }

    @Test
    void quietLeavesErrorsOnlyAndNoneLeavesNotes() {
        assertEquals(
                List.of("qasr: " + missing + ": no such file"),
                run(new Cli(engines).progress(), "transcribe", "-q", "-m", model, talk, missing));
        assertEquals(
                List.of(), run(new Cli(engines).terminal(80), "--progress", "none", "transcribe", "-m", model, talk));
    }

    @Test
    void jsonIsAnObjectALineAndNothingElse() {
        Cli.Outcome outcome = new Cli(engines)
                .progress()
                .run("transcribe", "--progress", "json", "-v", "-m", model, "-d", folder.resolve("out"), talk, missing);
        List<JsonObject> events = outcome.err()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertEquals(
                List.of("start", "segment", "segment", "file", "start", "error", "file", "done"),
                events.stream()
                        .map(event -> event.get("event").getAsString())
                        .filter(event -> !event.equals("note"))
                        .toList());
        for (JsonObject event : events) {
            if (List.of("start", "segment", "file").contains(event.get("event").getAsString())) {
                assertTrue(
                        event.keySet().containsAll(List.of("file", "done_s", "total_s", "eta_s", "rtf")), "" + event);
            }
        }
        JsonObject file = events.stream()
                .filter(event -> event.get("event").getAsString().equals("file"))
                .findFirst()
                .orElseThrow();
        assertEquals(talk.toString(), file.get("file").getAsString());
        assertEquals(2, file.get("done_s").getAsDouble());
        assertEquals(2, file.get("total_s").getAsDouble());
        assertEquals("ok", file.get("status").getAsString());
        JsonObject done = events.stream()
                .filter(event -> event.get("event").getAsString().equals("done"))
                .findFirst()
                .orElseThrow();
        assertEquals(3, done.get("status").getAsInt());
        assertEquals(1, done.get("failed").getAsInt());
    }

    @Test
    void theBarsAreGoneInTheEndAndTheTextStandsThere() {
        FakeScreen screen = new FakeScreen(60);
        Cli.Outcome outcome =
                new Cli(engines).terminal(60).run("transcribe", "-m", model, talk, recordingOrFail("第二.wav"));
        screen.write(outcome.err());
        assertTrue(
                String.join("", screen.lines()).matches("qasr: 2 files: [^%]* speech, 100.0 % [^%]*"),
                "" + screen.lines());
        assertTrue(outcome.err().contains("talk.wav"), outcome.err());
        assertTrue(outcome.err().contains("1 of 2 done"), outcome.err());
        assertTrue(outcome.out().contains("One.\nTwo.\n"), outcome.out());
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        assertFalse(new Cli(engines).run("segment", missing).err().contains("\u001b"));
        assertTrue(new Cli(engines)
                .run("segment", "--color", "always", missing)
                .err()
                .contains("\u001b[31m"));
        assertTrue(new Cli(engines).terminal(80).run("segment", missing).err().contains("\u001b[31m"));
        assertFalse(new Cli(engines)
                .terminal(80)
                .variable("NO_COLOR", "1")
                .run("segment", missing)
                .err()
                .contains("\u001b[31m"));
        assertFalse(new Cli(engines)
                .terminal(80)
                .run("segment", "--color", "never", missing)
                .err()
                .contains("\u001b[31m"));
    }

    private static List<String> run(Cli cli, Object... arguments) {
        return cli.run(arguments).err().lines().toList();
    }

    private Path recordingOrFail(String name) {
        try {
            return recording(name);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Writes a recording of two seconds: "One.", "Two." */
    private Path recording(String name) throws IOException {
        float[][] parts = Stream.of(0.1f, 0.2f)
                .map(loudness -> {
                    float[] second = Signals.silence(Signals.SECOND);
                    Arrays.fill(second, loudness);
                    return second;
                })
                .toArray(float[][]::new);
        return FakeDecoder.write(folder.resolve(name), Signals.concat(parts));
    }
}
