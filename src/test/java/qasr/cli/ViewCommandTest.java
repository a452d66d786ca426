package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;
import qasr.testing.TranscriptSchema;

/** {@code qasr view}, and {@code render --edits} with the corrections that the page saves; the engines are fakes. */
final class ViewCommandTest {
    private static final String[] SENTENCES = {
        "Please leave a message for Mr Brown.", "He comes back on Monday </script>.", "Thank you, good bye."
    };

    @TempDir
    Path folder;

    private Path model;
    private Path recording;
    private Path json;

    @BeforeEach
    void transcribe() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        float[] samples = new float[3 * Signals.SECOND];
        for (int i = 0; i < 3; i++) {
            Arrays.fill(samples, i * Signals.SECOND, (i + 1) * Signals.SECOND, 0.1F * i + 0.1F);
        }
        recording = FakeDecoder.write(folder.resolve("a #1% b.wav"), samples);
        Path out = folder.resolve("out");
        assertEquals(
                0,
                run("transcribe", "-m", model, "-d", out, "-f", "json,srt", recording)
                        .status());
        json = out.resolve("a #1% b.json");
    }

    private static Cli.Outcome run(Object... arguments) {
        return new Cli(new FakeEngines(
                        waveform -> "language English<asr_text>" + SENTENCES[Math.round(10 * waveform.sample(0)) - 1]))
                .run(arguments);
    }

    private Path page() {
        return json.resolveSibling("a #1% b.view.html");
    }

    private static JsonObject data(String page) {
        String start = "id=\"data\">";
        int from = page.indexOf(start) + start.length();
        return JsonParser.parseString(page.substring(from, page.indexOf("</script>", from)))
                .getAsJsonObject();
    }

    private Path edits(JsonObject data, Object... edits) throws IOException {
        JsonObject file = new JsonObject();
        file.addProperty("schema", "qasr.corrections/1");
        file.add("transcript", data.get("transcript"));
        JsonArray list = new JsonArray();
        for (int i = 0; i < edits.length; i += 2) {
            JsonObject segment =
                    data.getAsJsonArray("segments").get((Integer) edits[i]).getAsJsonObject();
            JsonObject edit = new JsonObject();
            edit.addProperty("segment", (Integer) edits[i]);
            edit.addProperty("start", segment.get("start").getAsInt() / 1000.0);
            edit.addProperty("end", segment.get("end").getAsInt() / 1000.0);
            edit.add("old_text", segment.get("text"));
            edit.addProperty("new_text", (String) edits[i + 1]);
            edit.addProperty("new_speaker", "Anna");
            list.add(edit);
        }
        file.add("edits", list);
        return Files.writeString(folder.resolve("edits.json"), file.toString());
    }

    private JsonObject segment(int id) throws IOException {
        return JsonParser.parseString(Files.readString(json))
                .getAsJsonObject()
                .getAsJsonArray("segments")
                .get(id)
                .getAsJsonObject();
    }

    @Test
    void aPageIsWrittenBesideTheResultAndNamesTheRecordingByARelativeAddress() throws IOException {
        Cli.Outcome outcome = run("view", json);
        assertEquals(new Cli.Outcome(0, "", "qasr: " + page() + ": open this page in a browser\n"), outcome);
        String page = Files.readString(page());
        JsonObject data = data(page);
        assertEquals("./../a%20%231%25%20b.wav", data.get("audio").getAsString());
        assertEquals(3, data.getAsJsonArray("segments").size());
        assertTrue(page.contains("<title>a #1% b.wav</title>"));
        assertFalse(page.contains("</script>."), "it is escaped");
        Cli.Outcome printed = run("view", json, "-o", "-");
        assertTrue(printed.out().startsWith("<!DOCTYPE html>"));
        Path other = folder.resolve("pages");
        assertEquals(0, run("view", json, "-d", other).status());
        assertTrue(Files.exists(other.resolve("a #1% b.view.html")));
    }

    @Test
    void aRecordingThatIsGoneIsChosenInThePage() throws IOException {
        Files.move(recording, folder.resolve("moved.wav"));
        Cli.Outcome outcome = run("view", json);
        assertEquals(0, outcome.status());
        assertTrue(outcome.err().contains("was not found; choose it in the page"), outcome.err());
        assertTrue(data(Files.readString(page())).get("audio").isJsonNull());
        assertEquals(
                0, run("view", json, "--recording", folder.resolve("moved.wav")).status());
        assertEquals(
                "./../moved.wav", data(Files.readString(page())).get("audio").getAsString());
    }

    @Test
    void savedCorrectionsComeHomeOnceAndTwice() throws IOException {
        run("view", json);
        JsonObject data = data(Files.readString(page()));
        Path file = edits(data, 0, "Please leave a message for Mr Braun.");
        Cli.Outcome outcome = run("render", json, "--edits", file);
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("1 of 3 segments corrected from " + file), outcome.err());
        assertTrue(outcome.err().contains("also updated: a #1% b.srt"), outcome.err());
        assertEquals(
                "[{\"kind\":\"correction\",\"at\":30,\"from\":\"Brown.\",\"to\":\"Braun.\"}]",
                segment(0).get("edits").toString());
        assertEquals("Anna", segment(0).get("speaker").getAsString());
        TranscriptSchema.check(Files.readString(json));
        String once = Files.readString(json);
        assertTrue(run("render", json, "--edits", file).err().contains("0 of 3 segments"));
        assertEquals(once, Files.readString(json));
        // A page from before the first corrections, corrected elsewhere.
        Path more = edits(data, 0, "Please, leave a message for Mr Brown.", 2, "Thank you. Goodbye.");
        assertEquals(0, run("render", json, "--edits", more).status());
        assertEquals(
                "Please, leave a message for Mr Braun.", segment(0).get("text").getAsString());
        assertEquals("Thank you. Goodbye.", segment(2).get("text").getAsString());
    }

    @Test
    void correctionsSurviveARetryOfOtherSegments() throws IOException {
        run("view", json);
        JsonObject data = data(Files.readString(page()));
        assertEquals(0, run("retry", "-m", model, json, "--segments", "1").status());
        Path file = edits(data, 0, "Please leave a message for Mr Braun.");
        assertEquals(0, run("render", json, "--edits", file).status());
        assertTrue(segment(0).get("text").getAsString().endsWith("Braun."));
    }

    @Test
    void whatNoLongerFitsIsReported() throws IOException {
        run("view", json);
        JsonObject data = data(Files.readString(page()));
        run("render", json, "--edits", edits(data, 0, "Please leave a message for Mr Braun."));
        Cli.Outcome outcome = run(
                "render",
                json,
                "--edits",
                edits(data, 0, "Please leave a message for Mr Browne.", 2, "Thank you, goodbye."));
        assertEquals(3, outcome.status(), outcome.err());
        assertTrue(
                outcome.err()
                        .contains(
                                "not used: 0:00:00.0-0:00:01.0: 'Please leave a message for Mr Browne.': the text is now"
                                        + " 'Please leave a message for Mr Braun.'"),
                outcome.err());
        assertEquals("Thank you, goodbye.", segment(2).get("text").getAsString());
    }

    @Test
    void aFileOfAnotherTranscriptIsRefused() throws IOException {
        run("view", json);
        JsonObject data = data(Files.readString(page()));
        String before = Files.readString(json);
        data.addProperty("transcript", "0".repeat(64));
        Path file = edits(data, 0, "Another text.");
        Cli.Outcome outcome = run("render", json, "--edits", file);
        assertEquals(4, outcome.status());
        assertTrue(outcome.err().contains(file + ": belongs to another transcript; "), outcome.err());
        Path text = Files.writeString(folder.resolve("a.txt"), "no JSON");
        assertEquals(4, run("render", json, "--edits", text).status());
        assertTrue(run("render", json, "--edits", json).err().contains("not qasr.corrections/1; pass a file that"));
        assertEquals(before, Files.readString(json));
    }

    @Test
    void contradictionsAndMissingFilesAreNamed() {
        assertEquals(2, run("view", json, "-o", "a.html", "-d", "b").status());
        assertEquals(2, run("view", json, json, "-o", "a.html").status());
        assertEquals(2, run("render", json, "--edits", "a", "--corrected", "b").status());
        assertEquals(4, run("view", folder.resolve("none.json")).status());
        assertEquals(3, run("view", folder.resolve("none.json"), json).status());
        assertTrue(Files.exists(page()));
    }
}
