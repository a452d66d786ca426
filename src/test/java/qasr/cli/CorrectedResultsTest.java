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
import qasr.testing.Docx;
import qasr.testing.EvenAligner;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;
import qasr.testing.TranscriptSchema;

/** Corrected texts come back into their JSON, and the files beside a JSON follow it; the engines are fakes. */
final class CorrectedResultsTest {
    private static final List<String> SENTENCES = List.of(
            "Please leave a message for Mr Brown.",
            "He comes back on Monday at ten.",
            "Thank you for calling, good bye.",
            "The line was closed.");

    @TempDir
    Path folder;

    private Path model;
    private Path out;
    private Path recording;
    private Path json;

    @BeforeEach
    void transcribe() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        out = folder.resolve("out");
        json = out.resolve("a.json");
        float[] samples = new float[4 * Signals.SECOND];
        for (int i = 0; i < 4; i++) {
            Arrays.fill(samples, i * Signals.SECOND, (i + 1) * Signals.SECOND, 0.1F * i + 0.1F);
        }
        recording = FakeDecoder.write(folder.resolve("a.wav"), samples);
        assertEquals(0, transcribe("-f", "json,txt,srt,vtt").status());
    }

    private Cli.Outcome transcribe(Object... arguments) {
        return run(Stream.concat(Stream.of("transcribe", "-m", model, "-d", out, recording), Stream.of(arguments))
                .toArray());
    }

    private static FakeEngines engines() {
        return new FakeEngines(
                waveform -> "language English<asr_text>" + SENTENCES.get(Math.round(10 * waveform.sample(0)) - 1));
    }

    private static Cli.Outcome run(Object... arguments) {
        return new Cli(engines()).run(arguments);
    }

    @Test
    void aCorrectedTextComesBackAsEdits() throws IOException {
        Path text = edit("a.txt", "Brown", "Braun", "Monday at ten", "Tuesday, at ten");
        Cli.Outcome outcome = run("render", json, "--corrected", text);
        assertEquals(
                new Cli.Outcome(
                        0,
                        "",
                        "qasr: " + json + ": also updated: a.srt, a.vtt\nqasr: " + json
                                + ": 2 of 4 segments corrected from " + text + "\n"),
                outcome);
        JsonObject segment = segment(0);
        assertEquals(SENTENCES.get(0), segment.get("raw_text").getAsString());
        assertEquals("Please leave a message for Mr Braun.", segment.get("text").getAsString());
        assertEquals(
                "[{\"kind\":\"correction\",\"at\":30,\"from\":\"Brown.\",\"to\":\"Braun.\"}]",
                segment.get("edits").toString());
        assertEquals(1, segment(1).get("start").getAsInt());
        assertEquals("He comes back on Tuesday, at ten.", segment(1).get("text").getAsString());
        assertTrue(Files.readString(out.resolve("a.srt")).contains("Braun."));
        assertEquals(Files.readString(text), run("render", json, "-f", "txt").out());
        assertTrue(run("diff", json).out().contains("[-Brown.-]{+Braun.+}"));
        Cli.Outcome twice = run("render", json, "--corrected", text);
        assertEquals(
                new Cli.Outcome(0, "", "qasr: " + json + ": 0 of 4 segments corrected from " + text + "\n"), twice);
    }

    @Test
    void laterRunsKeepCorrectionsOrSayWhatTheyWouldLose() throws IOException {
        run("render", json, "--corrected", edit("a.txt", "Brown", "Braun"));
        String corrected = Files.readString(json);
        assertEquals(0, transcribe("-f", "json,txt,srt,vtt").status());
        Cli.Outcome refused = transcribe("-q", "-f", "json,srt", "-l", "en");
        assertEquals(7, refused.status());
        assertTrue(refused.err()
                .contains("a.json: cannot be written: it has corrections or retries that this run would remove;"));
        assertTrue(refused.err().contains("a.srt: cannot be written: it has corrections"), refused.err());
        assertEquals(corrected, Files.readString(json));
        Cli.Outcome rendered = run("render", json, "-d", out, "-f", "txt,srt", "--crlf");
        assertEquals(0, rendered.status(), rendered.err());
        assertEquals(0, run("retry", "-m", model, json, "--segments", "1").status());
        assertTrue(segment(0).get("text").getAsString().endsWith("Braun."));
        FakeEngines again = engines();
        Object[] same = {"transcribe", "-m", model, "-d", out, "-f", "json,txt,srt,vtt", recording};
        assertEquals(0, new Cli(again).run(same).status());
        assertEquals(List.of(), again.opened(), "it is up to date, though corrected and retried");
        Cli.Outcome lost = run("retry", "-m", model, json, "--segments", "0");
        assertTrue(lost.err().contains("segment 0: its corrected text is replaced"), lost.err());
        assertTrue(segment(0).get("earlier").toString().contains("Braun"));
    }

    @Test
    void laterRunsKeepWhatARetryHasCompleted() throws IOException {
        Object[] same = {"-f", "json,txt", "--max-new-tokens", "20", "--retries", "0", "--strict"};
        assertEquals(8, transcribe(same).status());
        Cli.Outcome retry = run("retry", "-m", model, json, "--flagged", "--strict", "--max-new-tokens", "300");
        assertEquals(0, retry.status(), retry.err());
        assertEquals(SENTENCES.get(3), text(3));
        String retried = Files.readString(json);
        Cli.Outcome refused = transcribe(same);
        assertEquals(7, refused.status(), refused.err());
        assertTrue(refused.err().contains("a.json: cannot be written: it has corrections or retries"));
        assertEquals(retried, Files.readString(json));
        assertTrue(Files.readString(out.resolve("a.txt")).contains(SENTENCES.get(3)));
        assertEquals(0, run("render", json, "-f", "txt", "-d", out, "--crlf").status());
    }

    @Test
    void laterRunsWithOneFileKeepItToo() throws IOException {
        Path one = folder.resolve("one.json");
        Path two = folder.resolve("two.jsonl");
        Path other = FakeDecoder.write(folder.resolve("b.wav"), level(0.4F));
        List<Object[]> runs = List.of(
                new Object[] {"transcribe", "-m", model, "-f", "json", "-o", one, recording},
                new Object[] {"transcribe", "-m", model, "-f", "json", "-o", two, recording, other});
        for (Object[] arguments : runs) {
            assertEquals(0, run(arguments).status());
        }
        assertEquals(0, run("retry", "-m", model, one, "--segments", "1").status());
        Path text = Files.writeString(folder.resolve("b.txt"), "The line was cut.\n");
        for (Path result : List.of(one, two)) {
            Object[] arguments = runs.get(result == one ? 0 : 1);
            if (result == two) {
                assertEquals(0, run("render", two, "--corrected", text).status());
            }
            String kept = Files.readString(result);
            FakeEngines again = engines();
            Cli.Outcome outcome = new Cli(again).run(arguments);
            assertEquals(0, outcome.status(), outcome.err());
            assertEquals(List.of(), again.opened(), "up to date");
            assertEquals(kept, Files.readString(result));
        }
        assertEquals(
                0,
                run("render", one, "-f", "json", "-o", two, "--on-exists", "overwrite")
                        .status());
        assertEquals(7, run(runs.get(1)).status(), "not up to date: one recording is missing");
    }

    @Test
    void completenessIsThatAfterARetry() throws IOException {
        Path folders = Files.createDirectories(folder.resolve("in/sub")).getParent();
        Files.copy(recording, folders.resolve("sub/a.wav"));
        Path tree = folder.resolve("tree");
        Path one = folder.resolve("one.json");
        List<Object[]> runs =
                List.of(new Object[] {"-d", out, recording}, new Object[] {"-d", tree, "-r", folders}, new Object[] {
                    "-o", one, recording
                });
        List<Path> results = List.of(json, tree.resolve("sub/a.json"), one);
        for (int i = 0; i < runs.size(); i++) {
            Object[] first = Stream.concat(
                            Stream.of(
                                    "transcribe",
                                    "-m",
                                    model,
                                    "-f",
                                    "json",
                                    "--max-new-tokens",
                                    "20",
                                    "--retries",
                                    "0"),
                            Arrays.stream(runs.get(i)))
                    .toArray();
            Object[] strict = with(first, "--strict");
            Object[] retry = {"retry", "-m", model, results.get(i), "--segments", "0-3", "--max-new-tokens"};
            assertEquals(0, run(first).status());
            assertEquals(0, run(with(retry, "300")).status());
            Cli.Outcome whole = run(strict);
            assertEquals(0, whole.status(), whole.err());
            assertEquals(0, run(with(retry, "20")).status());
            Cli.Outcome missing = run(strict);
            assertEquals(i < 2 ? 8 : 7, missing.status(), missing.err());
        }
    }

    private static Object[] with(Object[] arguments, Object last) {
        return Stream.concat(Arrays.stream(arguments), Stream.of(last)).toArray();
    }

    @Test
    void severalFilesOfOneResultAreTakenOneAfterAnother() throws IOException {
        Path srt = edit("a.srt", "Brown", "Braun", "good bye", "goodbye");
        Path vtt = edit("a.vtt", "Please leave", "Please, leave", "closed", "cut &amp; closed");
        Path txt = edit("a.txt", "ten", "noon");
        for (Path file : List.of(srt, vtt, txt)) {
            assertEquals(0, run("render", json, "--corrected", file).status());
        }
        assertEquals(
                List.of(
                        "Please, leave a message for Mr Braun.",
                        "He comes back on Monday at noon.",
                        "Thank you for calling, goodbye.",
                        "The line was cut & closed."),
                List.of(text(0), text(1), text(2), text(3)));
        TranscriptSchema.check(Files.readString(json));
    }

    @Test
    void whatARetryHasChangedSinceIsNotTakenBack() throws IOException {
        Path text = edit("a.txt", "Brown", "Braun");
        new Cli(new FakeEngines(waveform -> "language English<asr_text>The line is dead."))
                .run("retry", "-m", model, json, "--segments", "3");
        Cli.Outcome outcome = run("render", json, "--corrected", text);
        assertTrue(outcome.err().contains(text + ": in segments [3] the result is newer"), outcome.err());
        assertEquals("The line is dead.", text(3));
        assertTrue(text(0).endsWith("Braun."));
    }

    @Test
    void linesMayBeJoinedPartedAndTakenOut() throws IOException {
        Path text = Files.writeString(
                out.resolve("a.txt"),
                "\uFEFFPlease leave a message\r\n\r\nfor Mr Braun. He comes back on Monday at ten.\r\nThe line was quickly closed.");
        assertEquals(0, run("render", json, "--corrected", text).status());
        assertEquals(
                List.of("Please leave a message for Mr Braun.", SENTENCES.get(1), "", "The line was quickly closed."),
                List.of(text(0), text(1), text(2), text(3)));
        assertEquals(SENTENCES.get(2), segment(2).get("raw_text").getAsString());
    }

    @Test
    void aTextOfAnotherTranscriptIsRefused() throws IOException {
        String before = Files.readString(json);
        Path other = Files.writeString(
                folder.resolve("other.txt"),
                "A quite different text that somebody else has said the day before on the radio.\n");
        Cli.Outcome outcome = run("render", json, "--corrected", other);
        assertEquals(4, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("it seems to belong to another transcript"), outcome.err());
        Path empty = Files.writeString(folder.resolve("empty.txt"), "\n");
        assertEquals(4, run("render", json, "--corrected", empty).status());
        assertEquals(
                4,
                run("render", json, "--corrected", folder.resolve("none.txt")).status());
        assertEquals(
                4,
                run("render", json, "--corrected", Files.write(empty, new byte[] {-1, 65}))
                        .status());
        assertEquals(2, run("render", json, json, "--corrected", other).status());
        assertEquals(before, Files.readString(json));
    }

    @Test
    void aTimeWhoseWordsWereTakenOutIsNoText() throws IOException {
        for (String layout : List.of("segment", "range")) {
            String text =
                    run("render", json, "-f", "txt", "--timestamps", layout).out();
            Path file = Files.writeString(
                    out.resolve("t.txt"), text.replace("]  ", "]\t").replaceFirst(" He .*", ""));
            assertEquals(0, run("render", json, "--corrected", file).status());
            assertEquals("", segment(1).get("text").getAsString());
            assertEquals(SENTENCES.get(0), segment(0).get("text").getAsString());
        }
    }

    @Test
    void aSubtitleWithoutASegmentDoesNotFit() throws IOException {
        Path srt = out.resolve("a.srt");
        Files.writeString(srt, Files.readString(srt) + "5\n00:00:09,000 --> 00:00:10,000\nApplause, applause!\n\n");
        Cli.Outcome outcome = run("render", json, "--corrected", srt);
        assertEquals(3, outcome.status());
        assertTrue(
                outcome.err().contains("not used: 0:00:09.0-0:00:10.0: there is no segment for 'Applause, applause!'"),
                outcome.err());
        assertFalse(Files.readString(json).contains("Applause"));
    }

    @Test
    void aCorrectedDocumentOfAWordProcessorComesHomeToo() throws IOException {
        String changed =
                "<w:p><w:r><w:t>Please leave a message for Mr </w:t></w:r><w:del><w:r><w:delText>Brown</w:delText></w:r>"
                        + "</w:del><w:ins><w:r><w:t>Braun</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>";
        String table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>0:00:02</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>"
                + "<w:t>Thank you for calling, goodbye.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
        Path file = Files.write(
                folder.resolve("notes.docx"),
                Docx.of("<w:p><w:r><w:t>a.wav</w:t></w:r></w:p>" + changed + "<w:p><w:r><w:t>00:00:01</w:t><w:br/><w:t>"
                        + SENTENCES.get(1) + "</w:t></w:r></w:p>" + table + "<w:p><w:hyperlink><w:r><w:t>[00:00:03] "
                        + SENTENCES.get(3) + "</w:t></w:r></w:hyperlink></w:p>"));
        Cli.Outcome outcome = run("render", json, "--corrected", file);
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("2 of 4 segments corrected from " + file), outcome.err());
        assertEquals(
                List.of(
                        "Please leave a message for Mr Braun.",
                        SENTENCES.get(1),
                        "Thank you for calling, goodbye.",
                        SENTENCES.get(3)),
                List.of(text(0), text(1), text(2), text(3)));
        String once = Files.readString(json);
        assertTrue(run("render", json, "--corrected", file).err().contains(": 0 of 4 segments corrected"));
        assertEquals(once, Files.readString(json));
        Path broken = Files.write(folder.resolve("broken.docx"), new byte[] {'P', 'K', 3, 4, 0, 0});
        Cli.Outcome refused = run("render", json, "--corrected", broken);
        assertEquals(4, refused.status());
        assertTrue(refused.err().startsWith("qasr: " + broken + ": "), refused.err());
    }

    @Test
    void correctionsComeHomeAfterARetry() throws IOException {
        List<Path> files = List.of(
                edit("a.txt", "Brown", "Braun"),
                edit("a.srt", "Brown", "Braun"),
                Files.write(folder.resolve("a.docx"), Docx.lines(Files.readAllLines(out.resolve("a.txt")))));
        String made = Files.readString(json);
        for (Path file : files) {
            Files.writeString(json, made);
            Cli.Outcome retry = new Cli(new FakeEngines(
                            waveform -> "language English<asr_text>Please leave a short message for Mr Brown."))
                    .run("retry", "-m", model, json, "--segments", "0");
            assertEquals(0, retry.status(), retry.err());
            Cli.Outcome outcome = run("render", json, "--corrected", file);
            assertEquals(0, outcome.status(), outcome.err());
            assertEquals("Please leave a short message for Mr Braun.", text(0));
            assertTrue(run("render", json, "--corrected", file).err().contains(": 0 of 4 segments corrected"));
        }
    }

    @Test
    void theTranscriptOfATextIsFoundInJsonLines() throws IOException {
        Path other = FakeDecoder.write(folder.resolve("b.wav"), level(0.4F));
        Path all = folder.resolve("all.jsonl");
        assertEquals(
                0,
                run("transcribe", "-m", model, "-f", "json", "-o", all, recording, other)
                        .status());
        List<String> lines = Files.readAllLines(all);
        Path text = Files.writeString(folder.resolve("b.txt"), "The line was cut.\n");
        Cli.Outcome outcome = run("render", all, "--corrected", text);
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("1 of 1 segments corrected"), outcome.err());
        List<String> after = Files.readAllLines(all);
        assertEquals(lines.get(0), after.get(0));
        assertTrue(after.get(1).contains("\"text\":\"The line was cut.\""), after.get(1));
        Path none = Files.writeString(folder.resolve("none.txt"), "Words about something else altogether, again.\n");
        assertTrue(run("render", all, "--corrected", none).err().contains(": belongs to none of the 2 transcripts;"));
        Files.writeString(all, lines.get(1) + "\n" + lines.get(1) + "\n");
        Cli.Outcome both = run("render", all, "--corrected", text);
        assertEquals(4, both.status());
        assertTrue(both.err().contains("fits 2 of the transcripts in " + all), both.err());
    }

    private static float[] level(float level) {
        float[] samples = new float[Signals.SECOND];
        Arrays.fill(samples, level);
        return samples;
    }

    @Test
    void filesWithWordTimesOrParagraphsAreMadeAgainToo() throws IOException {
        String formats = "json,vtt,html";
        assertEquals(
                0,
                new Cli(engines().bringing(new EvenAligner()))
                        .run(
                                "transcribe",
                                "-m",
                                model,
                                "-d",
                                out,
                                recording,
                                "-f",
                                formats,
                                "--timestamps",
                                "word",
                                "--paragraphs",
                                "none")
                        .status());
        assertTrue(Files.readString(out.resolve("a.vtt")).contains("<00:00:0"));
        Path text = Files.writeString(
                folder.resolve("fixed.txt"), String.join(" ", SENTENCES).replace("Brown", "Braun"));
        Cli.Outcome outcome = run("render", json, "--corrected", text);
        assertTrue(outcome.err().contains("also updated: a.txt, a.srt, a.vtt, a.html\n"), outcome.err());
        assertTrue(Files.readString(out.resolve("a.vtt")).contains("Braun"));
    }

    @Test
    void whatWasMadeFromAResultIsMadeAgainAsItWasMade() throws IOException {
        assertEquals(
                0,
                transcribe(
                                "-f",
                                "json,txt,srt,md",
                                "--timestamps",
                                "segment",
                                "--paragraphs",
                                "turn",
                                "--crlf",
                                "--bom")
                        .status());
        Files.writeString(out.resolve("a.srt"), "corrected by hand");
        Cli.Outcome outcome = new Cli(new FakeEngines(waveform -> "language English<asr_text>The line is dead."))
                .run("retry", "-m", model, json, "--segments", "3");
        assertTrue(outcome.err().contains("also updated: a.txt, a.vtt, a.md\n"), outcome.err());
        assertTrue(outcome.err().contains("changed or have another layout: a.srt;"), outcome.err());
        String text = Files.readString(out.resolve("a.txt"));
        assertEquals("corrected by hand", Files.readString(out.resolve("a.srt")));
        Path fresh = folder.resolve("fresh");
        run(
                "render",
                json,
                "-f",
                "json,txt,md",
                "-d",
                fresh,
                "--timestamps",
                "segment",
                "--paragraphs",
                "turn",
                "--crlf",
                "--bom");
        assertEquals(Files.readString(fresh.resolve("a.txt")), text);
        assertEquals(Files.readString(fresh.resolve("a.md")), Files.readString(out.resolve("a.md")));
        assertEquals(Files.readString(fresh.resolve("a.json")), Files.readString(json));
        assertTrue(text.startsWith("\uFEFF[00:00:00] ") && text.contains("The line is dead."), text);
    }

    @Test
    void subtitlesMadeWithAGlossaryAreMadeAgainWithIt() throws IOException {
        FakeEngines hearing = new FakeEngines(waveform ->
                "language English<asr_text>We will all meet at the Saint Mary Magdalene Hospital on Monday.");
        Path glossary = Files.writeString(folder.resolve("terms.txt"), "Saint Mary Magdalene Hospital\n");
        Object[] arguments = {"transcribe", "-m", model, "-d", out, recording, "-f", "json,srt", "--glossary", glossary
        };
        Cli.Outcome made = new Cli(hearing).run(arguments);
        assertEquals(0, made.status(), made.err());
        String srt = Files.readString(out.resolve("a.srt"));
        assertTrue(srt.contains("\nWe will all meet at the\nSaint Mary"), srt);
        assertEquals(srt, run("render", json, "-f", "srt").out());
        Cli.Outcome retry = run("retry", "-m", model, json, "--segments", "3");
        assertTrue(retry.err().contains("also updated: a.srt\n"), retry.err());
        assertTrue(Files.readString(out.resolve("a.srt")).contains(SENTENCES.get(3)));
        Files.writeString(glossary, "Saint\n");
        Cli.Outcome another = run("render", json, "-f", "srt");
        assertEquals(0, another.status(), another.err());
        assertTrue(another.out().contains("\nWe will all meet at the Saint\nMary"), another.out());
    }

    /** Replaces texts in a file beside the result, which must be there. */
    private Path edit(String name, String... pairs) throws IOException {
        Path file = out.resolve(name);
        String text = Files.readString(file);
        for (int i = 0; i < pairs.length; i += 2) {
            assertTrue(text.contains(pairs[i]), text);
            text = text.replace(pairs[i], pairs[i + 1]);
        }
        return Files.writeString(file, text);
    }

    private JsonObject segment(int id) throws IOException {
        return JsonParser.parseString(Files.readString(json))
                .getAsJsonObject()
                .getAsJsonArray("segments")
                .get(id)
                .getAsJsonObject();
    }

    private String text(int id) throws IOException {
        return segment(id).get("text").getAsString();
    }
}
