package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.model.CharacterHead;
import qasr.testing.EvenAligner;
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
            edit.add("old_speaker", segment.get("speaker"));
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
    void theAddressHasTheRecordingsOwnCharacters() throws IOException {
        String names = System.getProperty("sun.jnu.encoding");
        assumeTrue(Charset.forName(names).newEncoder().canEncode("\u0308"), names);
        Path below = Files.createDirectory(folder.resolve("o\u0308 x"));
        Path named = Files.copy(recording, below.resolve("e\u0301 \u00e9.wav"));
        assertEquals(0, run("view", json, "--recording", named).status());
        String address = data(Files.readString(page())).get("audio").getAsString();
        assertEquals("./../o\u0308 x/e\u0301 \u00e9.wav", URI.create(address).getPath());
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
    void theLoudnessIsInTheResultAndInThePage() throws IOException {
        run("transcribe", "-m", model, "-o", json, "--on-exists", "overwrite", "--no-vad", recording);
        JsonObject waveform =
                JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonObject("waveform");
        TranscriptSchema.check(Files.readString(json));
        assertEquals("0.020", waveform.get("seconds_per_value").getAsString());
        byte[] values = Base64.getDecoder().decode(waveform.get("values").getAsString());
        assertEquals(150, values.length, "of three seconds");
        assertEquals(
                List.of(215, 227, 234),
                IntStream.of(0, 50, 149).mapToObj(i -> values[i] & 255).toList());
        String made = Files.readString(json);
        assertEquals(made, run("render", json, "-f", "json").out());
        run("view", json);
        JsonObject shown = data(Files.readString(page())).getAsJsonObject("waveform");
        assertEquals(20, shown.get("step").getAsInt());
        assertEquals(waveform.get("values"), shown.get("values"));
        assertEquals(0, run("retry", "-m", model, json, "--segments", "0").status());
        assertTrue(Files.readString(json).contains(waveform.get("values").getAsString()), "a retry keeps it");
        String old = made.replaceFirst(",\\s*\"waveform\": \\{[^}]*\\}", "");
        assertFalse(old.contains("waveform"));
        Files.writeString(json, old);
        assertEquals(0, run("view", json, "--on-exists", "overwrite").status());
        assertTrue(data(Files.readString(page())).get("waveform").isJsonNull(), "an older result has none");
        Files.writeString(json, made.replace(waveform.get("values").getAsString(), "a"));
        Cli.Outcome damaged = run("view", json);
        assertEquals(4, damaged.status());
        assertTrue(damaged.err().contains("waveform is not"), damaged.err());
    }

    @Test
    void theLoudnessIsTheSameForEachBatchSizeAndOfAnExcerptFromItsStart() throws IOException {
        String one = unheard("--batch-size", "1", "--max-chunk", "1");
        String four = unheard("--batch-size", "4", "--max-chunk", "1");
        assertEquals(waveform(one), waveform(four));
        String excerpt = unheard("--start", "2");
        byte[] all = Base64.getDecoder().decode(waveform(one));
        byte[] end = Base64.getDecoder().decode(waveform(excerpt));
        assertEquals(50, end.length);
        assertArrayEquals(Arrays.copyOfRange(all, 100, 150), end);
    }

    private String unheard(Object... options) {
        Object[] usual = {"transcribe", "-m", model, "-f", "json", "--no-vad", recording};
        return run(Stream.concat(Stream.of(usual), Stream.of(options)).toArray())
                .out();
    }

    private static String waveform(String json) {
        return JsonParser.parseString(json)
                .getAsJsonObject()
                .getAsJsonObject("waveform")
                .get("values")
                .getAsString();
    }

    @Test
    void aSpeakerIsChangedWithARecordAndLaterRunsKeepIt() throws IOException {
        run("view", json);
        JsonObject data = data(Files.readString(page()));
        Path file = edits(data, 1, SENTENCES[1]);
        assertEquals(0, run("render", json, "--edits", file).status());
        JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals(
                "[{\"start\":1.000,\"end\":2.000,\"from\":null,\"to\":\"Anna\"}]",
                result.get("speaker_changes").toString());
        TranscriptSchema.check(result.toString());
        assertTrue(run("render", json, "-f", "jsonl").out().contains("\"speaker\":\"Anna\""));
        Path out = json.getParent();
        Cli.Outcome refused = run("transcribe", "-m", model, "-d", out, "-f", "json", "-l", "en", recording);
        assertEquals(7, refused.status(), refused.err());
        assertTrue(refused.err().contains("it has corrections or retries that this run would remove"), refused.err());
        assertEquals(0, run("retry", "-m", model, json, "--segments", "1").status());
        assertEquals("Anna", segment(1).get("speaker").getAsString());
    }

    @Test
    void correctionsOfASegmentThatARetryHasSplitComeHome() throws IOException {
        run("transcribe", "-m", model, "-o", json, "--on-exists", "overwrite", "--no-vad", recording);
        run("view", json, "--on-exists", "overwrite");
        JsonObject data = data(Files.readString(page()));
        Iterator<String> parts =
                List.of("Please leave", "a message", "for Mr Brown.").iterator();
        Cli.Outcome retry = new Cli(new FakeEngines(
                        waveform -> "language English<asr_text>" + (parts.hasNext() ? parts.next() : "Now.")))
                .run("retry", "-m", model, json, "--segments", "0", "--max-chunk", "1.5");
        assertEquals(0, retry.status(), retry.err());
        String split = Files.readString(json);
        Path file = edits(data, 0, "Please leave a message for Mr Braun.");
        Path text = Files.writeString(folder.resolve("a.txt"), "Please leave a message for Mr Braun.\n");
        assertEquals(0, run("render", json, "--corrected", text).status());
        assertEquals(List.of("Please leave", "a message", "for Mr Braun."), List.of(text(0), text(1), text(2)));
        Files.writeString(json, split);
        Cli.Outcome outcome = run("render", json, "--edits", file);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                List.of("Please leave", "a message", "for Mr Braun."),
                List.of(text(0), text(1), text(2)),
                outcome.err());
        assertEquals("Anna", segment(2).get("speaker").getAsString());
        String once = Files.readString(json);
        assertTrue(run("render", json, "--edits", file).err().contains(": 0 of "));
        assertEquals(once, Files.readString(json));
        // The page of the split result, corrected again.
        run("view", json, "--on-exists", "overwrite");
        Path more = edits(data(Files.readString(page())), 1, "a long message");
        assertEquals(0, run("render", json, "--edits", more).status());
        assertEquals("a long message", text(1));
    }

    private String text(int id) {
        try {
            return segment(id).get("text").getAsString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void jsonLinesOfSeveralRecordingsBecomeSeveralPages() throws IOException {
        Path other = FakeDecoder.write(folder.resolve("other.wav"), new float[Signals.SECOND]);
        Path all = json.resolveSibling("all.jsonl");
        assertEquals(
                0,
                run("transcribe", "-m", model, "-f", "json", "-o", all, recording, other)
                        .status());
        List<String> lines = Files.readAllLines(all);
        Cli.Outcome ambiguous = run("view", all, "--recording", recording);
        assertEquals(2, ambiguous.status(), ambiguous.err());
        assertTrue(ambiguous.err().contains("of one transcript, and the result has 2"), ambiguous.err());
        assertFalse(Files.exists(page()));
        Cli.Outcome outcome = run("view", all);
        assertEquals(0, outcome.status(), outcome.err());
        JsonObject data = data(Files.readString(page()));
        assertEquals("all.jsonl", data.get("result").getAsString());
        assertTrue(Files.exists(json.resolveSibling("other.view.html")));
        assertEquals(2, run("view", all, "-o", "-").status());
        Path file = edits(data, 0, "Please leave a message for Mr Braun.");
        assertEquals(0, run("render", all, "--edits", file).status());
        List<String> after = Files.readAllLines(all);
        assertEquals(lines.get(1), after.get(1));
        assertTrue(after.get(0).contains("Mr Braun."));
        assertEquals(2, after.size());
        Path pages = folder.resolve("pages");
        assertEquals(0, run("view", all, json, "-d", pages).status());
        try (Stream<Path> files = Files.list(pages)) {
            assertEquals(
                    3, files.filter(each -> each.toString().endsWith(".html")).count());
        }
    }

    @Test
    void correctedWordsAreTimedInsideTheirSegmentOrByTheAlignerWithOneCommand() throws IOException {
        FakeEngines hearing = new FakeEngines(waveform -> "language English<asr_text>Call Mr Brown back.")
                .bringing(new EvenAligner());
        Object[] again = {
            "transcribe", "-m", model, "-o", json, "--on-exists", "overwrite", "--timestamps", "word", recording
        };
        assertEquals(0, new Cli(hearing).run(again).status());
        run("view", json, "--on-exists", "overwrite");
        Path file = edits(data(Files.readString(page())), 1, "Call Mr van Braun back.");
        Cli.Outcome outcome = run("render", json, "--edits", file);
        String command = "qasr align " + recording + " " + json + " -o " + json;
        assertTrue(
                outcome.err().contains("estimated (no aligner is installed); '" + command + "' finds them"),
                outcome.err());
        assertEquals("approx", segment(1).get("timing").getAsString());
        assertEquals("1.000 1.250 1.500 1.593 1.750 2.000", times(segment(1)));
        Cli.Outcome aligned = new Cli(hearing).run("align", "-m", model, recording, json, "-o", json);
        assertEquals(0, aligned.status(), aligned.err());
        assertEquals("1.000 1.200 1.400 1.600 1.800 2.000", times(segment(1)));
        assertEquals("Call Mr van Braun back.", text(1));
        assertEquals("Call Mr Brown back.", segment(1).get("raw_text").getAsString());
        assertEquals("Anna", segment(1).get("speaker").getAsString());
        assertTrue(Files.readString(json).contains("speaker_changes")
                && Files.readString(json).contains("correction"));
    }

    @Test
    void correctedWordsAreFoundInTheRecordingWhereAnAlignerIs() throws IOException {
        FakeEngines hearing = new FakeEngines(waveform -> "language English<asr_text>Please call Mr Brown back now.")
                .bringing(new EvenAligner());
        Object[] again = {
            "transcribe", "-m", model, "-o", json, "--on-exists", "overwrite", "--timestamps", "word", recording
        };
        assertEquals(0, new Cli(hearing).run(again).status());
        Files.createFile(model.resolve(CharacterHead.FILE));
        run("view", json, "--on-exists", "overwrite");
        Path file = edits(data(Files.readString(page())), 1, "Please call Mr van Braun back now.");
        String before = Files.readString(json);
        Path moved = Files.move(recording, recording.resolveSibling("moved.wav"));
        Cli.Outcome gone = new Cli(hearing).run("render", "-m", model, json, "--edits", file);
        assertEquals(0, gone.status(), gone.err());
        assertTrue(gone.err().contains("was not found; name it with --recording FILE"), gone.err());
        assertEquals("approx", segment(1).get("timing").getAsString());
        Files.writeString(json, before);
        Cli.Outcome found = new Cli(hearing).run("render", "-m", model, json, "--edits", file, "--recording", moved);
        assertEquals(0, found.status(), found.err());
        assertTrue(found.err().contains("1 of 1 corrected segments aligned with the recording again"), found.err());
        assertEquals("aligned", segment(1).get("timing").getAsString());
        // An equal share of the second for each word, but the words away from the correction keep theirs.
        assertEquals("1.000 1.166 1.333 1.428 1.571 1.714 1.833 2.000", times(segment(1)));
        assertEquals(
                2, new Cli(hearing).run("render", json, "--recording", moved).status());
        Files.writeString(json, before);
        Files.writeString(moved, "another one");
        Cli.Outcome other = new Cli(hearing).run("render", "-m", model, json, "--edits", file, "--recording", moved);
        assertTrue(other.err().contains("is not the one that the result was made from"), other.err());
        assertEquals("Please call Mr van Braun back now.", text(1));
    }

    /** The aligner takes minutes for a long result. */
    @Test
    void aResultThatChangesWhileWordsAreAlignedStays() throws IOException {
        Path other = FakeDecoder.write(folder.resolve("other.wav"), new float[Signals.SECOND]);
        Path lines = json.resolveSibling("all.jsonl");
        FakeEngines hearing = new FakeEngines(waveform -> "language English<asr_text>Please call Mr Brown back now.")
                .bringing(new EvenAligner());
        List<Object> all = List.of(
                "transcribe", "-m", model, "-f", "json", "--timestamps", "word", "--on-exists", "overwrite", recording);
        for (List<Object> output : List.of(List.<Object>of("-o", json), List.<Object>of("-o", lines, other))) {
            assertEquals(
                    0,
                    new Cli(hearing)
                            .run(Stream.concat(all.stream(), output.stream()).toArray())
                            .status());
        }
        Files.createFile(model.resolve(CharacterHead.FILE));
        Path text = Files.writeString(
                folder.resolve("b.txt"), run("render", json, "-f", "txt").out().replaceFirst("Brown", "Braun"));
        for (Path result : List.of(json, lines)) {
            String before = Files.readString(result);
            String theirs = before.replace("Please", "Do");
            FakeEngines meanwhile = new FakeEngines().bringing(new EvenAligner(times -> {
                write(result, theirs);
                return times;
            }));
            run("view", result, "--on-exists", "overwrite");
            Path file = edits(data(Files.readString(page())), 1, "Please call Mr van Braun back now.");
            for (Object[] corrections : new Object[][] {{"--edits", file}, {"--corrected", text}}) {
                Files.writeString(result, before);
                Cli.Outcome late =
                        new Cli(meanwhile).run("render", "-m", model, result, corrections[0], corrections[1]);
                assertEquals(4, late.status(), late.err());
                assertTrue(late.err().contains("was changed by another program meanwhile"), late.err());
                assertEquals(theirs, Files.readString(result));
            }
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the starts of a segment's words, and the end of the last. */
    private static String times(JsonObject segment) {
        JsonArray words = segment.getAsJsonArray("words");
        String starts = words.asList().stream()
                .map(word -> word.getAsJsonObject().get("start").getAsString())
                .collect(Collectors.joining(" "));
        return starts + " "
                + words.get(words.size() - 1).getAsJsonObject().get("end").getAsString();
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
