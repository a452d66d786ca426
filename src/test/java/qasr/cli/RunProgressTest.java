package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.console.ExitStatus;
import qasr.console.FakeScreen;
import qasr.console.ProgressMode;
import qasr.job.Input;
import qasr.run.RunProgress;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;

/** Tests the progress on standard error, for each value of {@code --progress}. */
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
    void withoutATerminalEachInputGetsALine() {
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
    void upToDateInputsAreReported() {
        Object[] arguments = {"transcribe", "-m", model, "-d", folder.resolve("out"), talk};
        run(new Cli(engines).progress(), arguments);
        assertEquals(
                List.of("qasr: " + talk + ": is up to date"), run(new Cli(new FakeEngines()).progress(), arguments));
        List<JsonObject> events =
                events("--progress", "json", "transcribe", "-m", model, "-d", folder.resolve("out"), talk);
        assertEquals("current", named(events, "file").get(0).get("status").getAsString());
    }

    @Test
    void jsonReportsEachRetry() throws IOException {
        FakeEngines looping = new FakeEngines(waveform -> "language English<asr_text>" + "so it goes, ".repeat(80));
        Cli.Outcome outcome = new Cli(looping).progress().run("--progress", "json", "transcribe", "-m", model, talk);
        List<JsonObject> retries = named(parsed(outcome.err()), "retry");
        assertTrue(!retries.isEmpty(), outcome.err());
        JsonObject first = retries.get(0);
        assertEquals(talk.toString(), first.get("file").getAsString());
        assertEquals("loop", first.get("reason").getAsString());
        assertEquals(2, first.get("attempt").getAsInt());
        assertTrue(first.get("end").getAsDouble() > first.get("start").getAsDouble(), first.toString());
        assertTrue(first.keySet().containsAll(List.of("done_s", "total_s", "eta_s", "rtf")), first.toString());
    }

    @Test
    void segmentReportsItsProgress() {
        List<JsonObject> events = events("--progress", "json", "segment", "-d", folder.resolve("out"), talk);
        List<JsonObject> segments = named(events, "segment");
        assertEquals(2, segments.size());
        assertEquals(1, segments.get(0).get("done_s").getAsDouble());
        assertEquals(2, segments.get(0).get("total_s").getAsDouble());
        assertEquals(2, segments.get(1).get("done_s").getAsDouble());
        List<JsonObject> languages = named(
                events("--progress", "json", "detect-lang", "-m", model, "-d", folder.resolve("out"), talk), "segment");
        assertEquals(2, languages.size());
    }

    @Test
    void theStatusIsToldWhenEverythingIsWrittenOrCannotBe() throws IOException {
        Object[] lacking = {"transcribe", "-m", model, "--diarize", "-d", folder.resolve("out"), talk};
        assertEquals(5, doneStatus(lacking), "no model for speakers");
        assumeTrue(Files.exists(Path.of("/dev/full")), "/dev/full");
        Path report = Files.createFile(folder.resolve("report.json"));
        assertEquals(7, doneStatus("transcribe", "-m", model, "-o", "/dev/full", "--report", report, talk));
        JsonObject result = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
        JsonObject file = result.getAsJsonArray("files").get(0).getAsJsonObject();
        assertEquals("failed", file.get("status").getAsString());
        assertEquals(7, file.get("exit_status").getAsInt());
        assertEquals(7, doneStatus("segment", "-o", "/dev/full", talk));
        assertEquals(7, doneStatus("detect-lang", "-m", model, "-o", "/dev/full", talk));
    }

    /** Returns the status that the last event tells, after making sure that it is the one of the process. */
    private static int doneStatus(Object... arguments) {
        Cli cli = new Cli(new FakeEngines()).progress();
        Cli.Outcome outcome = cli.run(Stream.concat(Stream.of("--progress", "json"), Stream.of(arguments))
                .toArray());
        List<JsonObject> done = named(parsed(outcome.err()), "done");
        assertEquals(1, done.size(), outcome.err());
        assertEquals(outcome.status(), done.get(0).get("status").getAsInt(), outcome.err());
        return outcome.status();
    }

    /** A list of 100,000 names must not be searched once per name. */
    @Test
    void eachOfManyInputsIsLookedAtAFewTimes() {
        for (ProgressMode mode : List.of(ProgressMode.BAR, ProgressMode.PLAIN, ProgressMode.JSON)) {
            assertEquals(looksEach(mode, 100), looksEach(mode, 5_000), 0.2, mode + "");
        }
    }

    private static double looksEach(ProgressMode mode, int count) {
        AtomicLong looks = new AtomicLong();
        List<Input> inputs = new AbstractList<>() {
            @Override
            public Input get(int index) {
                looks.incrementAndGet();
                return new Input("missing-" + index + ".wav");
            }

            @Override
            public int size() {
                return count;
            }
        };
        RunProgress progress =
                new RunProgress(new Cli(new FakeEngines()).terminal(80).console(mode), inputs);
        for (int i = 0; i < count; i++) {
            progress.started(i);
            progress.tick();
            progress.ended(i, i % 100 == 0);
        }
        progress.finished(ExitStatus.SOME_FAILED);
        return (double) looks.get() / count;
    }

    @Test
    void aLogHasAllMessagesButNoWords() throws IOException {
        Path log = folder.resolve("run.log");
        Cli.Outcome outcome = new Cli(engines)
                .terminal(80)
                .run("-q", "--log-file", log, "transcribe", "-m", model, "-d", folder.resolve("out"), talk, missing);
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        List<String> lines = Files.readAllLines(log);
        assertTrue(lines.get(0).matches("[-0-9]{10}T[0-9:]{8}Z qasr: .*missing.wav: no such file"), lines.get(0));
        assertTrue(lines.get(1).contains(" qasr: 2 files: "), lines.toString());
        assertFalse(Files.readString(log).contains("One."));
        new Cli(new FakeEngines()).run("-q", "--log-file", log, "segment", missing);
        assertEquals(lines.size() + 1, Files.readAllLines(log).size());
        assertEquals(
                7,
                new Cli(new FakeEngines())
                        .run("--log-file", folder.resolve("none/log"), "segment", talk)
                        .status());
    }

    private List<JsonObject> events(Object... arguments) {
        return parsed(new Cli(new FakeEngines()).progress().run(arguments).err());
    }

    private static List<JsonObject> parsed(String err) {
        return err.lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private static List<JsonObject> named(List<JsonObject> events, String name) {
        return events.stream()
                .filter(event -> event.get("event").getAsString().equals(name))
                .toList();
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
    void theBarsAreRemovedAtTheEndAndTheTextStays() {
        FakeScreen screen = new FakeScreen(60);
        Cli.Outcome outcome =
                new Cli(engines).terminal(60).summary().run("transcribe", "-m", model, talk, recordingOrFail("第二.wav"));
        screen.write(outcome.err());
        assertTrue(
                String.join("", screen.lines())
                        .matches("qasr: 2 files: .* real timeqasr: text for all detected speech .*"),
                "" + screen.lines());
        assertTrue(outcome.err().contains("talk.wav"), outcome.err());
        assertTrue(outcome.err().contains("1 of 2 done"), outcome.err());
        assertTrue(outcome.out().contains("One.\nTwo.\n"), outcome.out());
    }

    @Test
    void coloursAreForTerminalsOnly() {
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
