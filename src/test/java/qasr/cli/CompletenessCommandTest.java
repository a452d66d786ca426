package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.batch.Digests;
import qasr.job.Input;
import qasr.output.Format;
import qasr.testing.FakeDecoder;
import qasr.testing.ScriptedDetector;
import qasr.testing.TranscriptSchema;

/** Tests the completeness reports of {@code transcribe} and {@code render}. The engines are fakes. */
final class CompletenessCommandTest {
    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void makeModelFolder() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
    }

    @Test
    void renderWritesTheSameAsTranscribe() throws IOException {
        Path recording = recording("a.wav", 0.1, 0, 0.2, 0.3);
        String names = Arrays.stream(Format.values()).map(Format::extension).collect(Collectors.joining(","));
        Path direct = folder.resolve("direct");
        assertEquals(0, transcribe("-f", names, "-d", direct, recording).status());
        Path rendered = folder.resolve("rendered");
        Path json = direct.resolve("a.json");
        assertEquals(new Cli.Outcome(0, "", ""), render(json, "-f", names, "-d", rendered));
        for (Format format : Format.values()) {
            String name = "a." + format.extension();
            assertEquals(Files.readString(direct.resolve(name)), Files.readString(rendered.resolve(name)), name);
        }
        assertEquals(
                Files.readString(direct.resolve("a.srt")),
                render(json, "-f", "srt").out());
    }

    /**
     * The recording has speech from 0 to 3 s and from 6 to 9 s. The detector fails at 5.12 s, or at 1.02 s in the
     * middle of a word.
     */
    @Test
    void aDetectorThatFailsFailsItsRecordingAndTheRestCountsAsUnheard() throws IOException {
        float[] script = new float[400];
        Arrays.fill(script, 0, 94, 1);
        Arrays.fill(script, 188, 281, 1);
        double[] loud = new double[10];
        Arrays.fill(loud, 0.1);
        Path recording = recording("long.wav", loud);
        Path other = recording("other.wav", 0.1);
        for (int frame : List.of(160, 32)) {
            FakeEngines engines = new FakeEngines().detector(new ScriptedDetector(script).failingAt(frame));
            Path out = folder.resolve("at" + frame);
            Cli.Outcome outcome =
                    new Cli(engines).run("transcribe", "-m", model, "-f", "json", "-d", out, recording, other);
            assertEquals(3, outcome.status(), outcome.err());
            double from = frame * 0.032;
            String place = frame == 160 ? "0:00:05.1" : "0:00:01.0";
            assertTrue(outcome.err().contains("long.wav: not transcribed from " + place + " on"), outcome.err());
            JsonObject json = JsonParser.parseString(Files.readString(out.resolve("long.json")))
                    .getAsJsonObject();
            TranscriptSchema.check(json.toString());
            assertEquals(
                    "One.",
                    json.getAsJsonArray("segments")
                            .get(0)
                            .getAsJsonObject()
                            .get("text")
                            .getAsString());
            JsonObject gap = json.getAsJsonArray("gaps")
                    .get(json.getAsJsonArray("gaps").size() - 1)
                    .getAsJsonObject();
            assertEquals("unheard", gap.get("kind").getAsString());
            assertEquals(from, gap.get("start").getAsDouble(), 0.001);
            assertEquals(10, gap.get("end").getAsDouble());
            assertEquals(
                    10 - from,
                    json.getAsJsonObject("coverage").get("unheard_seconds").getAsDouble(),
                    0.001);
            assertTrue(Files.exists(out.resolve("other.json")), "the other recording is done");
        }
    }

    @Test
    void segmentAndDetectLangFailWhereTheDetectorDoes() throws IOException {
        float[] script = new float[400];
        Arrays.fill(script, 0, 94, 1);
        double[] loud = new double[10];
        Arrays.fill(loud, 0.1);
        Path recording = recording("long.wav", loud);
        FakeEngines engines = new FakeEngines().detector(new ScriptedDetector(script).failingAt(160));
        Cli.Outcome segments = new Cli(engines).run("segment", recording);
        assertEquals(3, segments.status(), segments.err());
        assertTrue(segments.out().startsWith("0.000\t3."), segments.out());
        assertTrue(segments.err().contains("not transcribed from 0:00:05.1 on"), segments.err());
        Cli.Outcome language = new Cli(new FakeEngines().detector(new ScriptedDetector(script).failingAt(160)))
                .run("detect-lang", "-m", model, recording);
        assertEquals(3, language.status(), language.err());
    }

    @Test
    void invalidResultsAreNamedAndTheOthersAreRendered() throws IOException {
        Path json = folder.resolve("a.json");
        assertEquals(0, transcribe("-o", json, recording("a.wav", 0.1)).status());
        Path torn = Files.writeString(
                folder.resolve("torn.json"), Files.readString(json).substring(0, 300));
        Cli.Outcome outcome = render(torn, json);
        assertEquals(3, outcome.status());
        assertTrue(outcome.out().endsWith("One.\n"), outcome.out());
        assertEquals("qasr: " + torn + ": is not JSON, or is incomplete\n", outcome.err());
    }

    @Test
    void theJsonIsAsTheSchemaSaysWithFailuresAndGapsToo() throws IOException {
        Path good = recording("a.wav", 0.1, 0, 0.2);
        TranscriptSchema.check(transcribe("-f", "json", good).out());
        Path hole = recording("b.wav", 0.1, Float.NaN, 0.2);
        Cli.Outcome outcome = transcribe("-f", "json", hole);
        assertEquals(3, outcome.status());
        TranscriptSchema.check(outcome.out());
        TranscriptSchema.check(
                transcribe("-f", "json", recording("c.wav", 0, 0)).out());
        for (String line : transcribe("-f", "json", good, hole).out().lines().toList()) {
            TranscriptSchema.check(line);
        }
    }

    @Test
    void theJsonSaysWhatItWasMadeFrom() throws IOException {
        Path recording = recording("a.wav", 0.1, 0, 0.2);
        Files.writeString(model.resolve("model.safetensors"), "weights");
        Path glossary = Files.writeString(folder.resolve("terms.txt"), "one -> Won\n");
        Path names = Files.writeString(folder.resolve("names.txt"), "Ana\n");
        Object[] options = {
            "--device",
            "cpu",
            "--glossary",
            glossary,
            "--context",
            "@" + names,
            "--languages",
            "en,es",
            "--no-guard",
            "loop,recital",
            "--retries",
            "1",
            "--itn",
            "--paragraphs",
            "pause",
            "-f",
            "json",
            recording
        };
        JsonObject out = JsonParser.parseString(transcribe(options).out()).getAsJsonObject();
        List<Object> toFile = new ArrayList<>(List.of("-d", folder.resolve("out")));
        toFile.addAll(List.of(options));
        assertEquals(0, transcribe(toFile.toArray()).status());
        JsonObject file = JsonParser.parseString(Files.readString(folder.resolve("out/a.json")))
                .getAsJsonObject();
        for (JsonObject json : List.of(out, file)) {
            TranscriptSchema.check(json.toString());
            JsonObject engine = json.getAsJsonObject("engine");
            assertEquals(sum("weights"), engine.get("model_sha256").getAsString());
            assertEquals("cpu", engine.get("requested_device").getAsString());
            assertEquals(
                    new Input(recording.toString()).sha256(),
                    json.getAsJsonObject("source").get("sha256").getAsString());
            JsonObject made = json.getAsJsonObject("options");
            assertEquals(sum("one -> Won\n"), made.get("glossary_sha256").getAsString());
            assertEquals(sum("Ana"), made.get("context_sha256").getAsString());
            assertEquals("[\"en\",\"es\"]", made.get("languages").toString());
            assertEquals("1", made.get("retries").toString());
            assertEquals("true", made.get("itn").toString());
            assertEquals("\"pause\"", made.get("paragraphs").toString());
            assertEquals("\"@" + names + "\"", made.get("context").toString());
            assertTrue(made.get("fingerprint").getAsString().matches("[0-9a-f]{64}"));
        }
        assertEquals(
                out.getAsJsonObject("options").toString(),
                file.getAsJsonObject("options").toString());
    }

    @Test
    void timesAreMarkedApproximateWithoutSpeechDetection() throws IOException {
        Path recording = recording("a.wav", 0.1, 0.1);
        JsonObject json = JsonParser.parseString(
                        transcribe("--no-vad", "-f", "json", recording).out())
                .getAsJsonObject();
        TranscriptSchema.check(json.toString());
        assertEquals(
                "approx",
                json.getAsJsonArray("segments")
                        .get(0)
                        .getAsJsonObject()
                        .get("timing")
                        .getAsString());
        assertEquals("true", json.getAsJsonObject("options").get("no_vad").toString());
    }

    private static String sum(String text) {
        return Digests.ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void missingSpeechEndsAStrictRunWithStatusEight() throws IOException {
        Path hole = recording("a.wav", 0.1, Float.NaN, 0.2, 0.3);
        Cli.Outcome strict = transcribe("--strict", hole);
        assertEquals(8, strict.status());
        assertEquals("One.\nTwo.\nThree.\n", strict.out());
        assertTrue(
                strict.err()
                        .contains("--strict: only 75.0 % of the speech was transcribed completely:"
                                + " failed 0:00:01.0-0:00:02.0"),
                strict.err());
        assertEquals(8, transcribe("--min-coverage", "75.1", hole).status());
        assertEquals(0, transcribe("--min-coverage", "75", hole).status());
        assertEquals(0, transcribe("--strict", recording("b.wav", 0.1, 0, 0.2)).status());
        assertEquals(2, transcribe("--min-coverage", "101", hole).status());
    }

    @Test
    void everyRunEndsWithOneLineAboutTheCompleteness() throws IOException {
        Path good = recording("a.wav", 0.1, 0, 0.2);
        Path hole = recording("b.wav", 0.1, Float.NaN, 0.2);
        Cli.Outcome one = new Cli(new FakeEngines()).summary().run("transcribe", "-m", model, good);
        assertTrue(
                one.err()
                        .matches(
                                "qasr: 1 file: 3\\.0 s of sound, [^\n]* real time\nqasr: text for all detected speech \\(2\\.0 s\\); says nothing about accuracy\n"),
                one.err());
        Cli.Outcome two = new Cli(new FakeEngines()).summary().run("transcribe", "-m", model, good, hole);
        String last = two.err().lines().reduce((before, line) -> line).orElseThrow();
        assertTrue(two.err().contains("qasr: 2 files: 6.0 s of sound, "), two.err());
        assertTrue(two.err().contains(" real time, 1 failed\n"), two.err());
        assertTrue(last.matches("qasr: text for 80\\.0 % of the detected speech \\(5\\.0 s\\), 1 to review"), last);
        Cli.Outcome quiet = new Cli(new FakeEngines()).summary().run("-q", "transcribe", "-m", model, good);
        assertEquals("", quiet.err());
    }

    @Test
    void severalMarkdownTextsStandOneAfterAnother() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path b = recording("b.wav", 0.2);
        String text = "# a.wav\n\nOne.\n\n# b.wav\n\nTwo.\n";
        assertEquals(text, transcribe("-f", "md", a, b).out());
        transcribe("-f", "json", "-d", folder.resolve("out"), a, b);
        Path[] results = {folder.resolve("out/a.json"), folder.resolve("out/b.json")};
        assertEquals(text, render("-f", "md", results[0], results[1]).out());
        assertEquals(
                transcribe("--timestamps", "segment", a, b).out(),
                render("--timestamps", "segment", results[0], results[1]).out());
        assertEquals(
                "==> " + a + " <==\n[00:00:00] One.\n\n==> " + b + " <==\n[00:00:00] Two.\n",
                render("--timestamps", "segment", results[0], results[1]).out());
    }

    @Test
    void segmentsToReviewAreListedWorstFirst() throws IOException {
        Path hole = recording("a.wav", 0.1, Float.NaN, 0.2);
        Path review = folder.resolve("review.tsv");
        transcribe("--review", review, hole);
        assertEquals(
                List.of("source\tstart\tend\tsegment\treason\ttext", hole + "\t1.000\t2.000\t1\tfailed\t"),
                Files.readAllLines(review));
        Path markdown = folder.resolve("review.md");
        transcribe("--review", markdown, hole);
        assertEquals(
                "| " + hole + " | 00:00:01.000 | 00:00:02.000 | 1 | failed |  |",
                Files.readAllLines(markdown).get(2));
    }

    @Test
    void theListCanGoToStandardOutputWhereNothingElseDoes() throws IOException {
        Path hole = recording("a.wav", 0.1, Float.NaN, 0.2);
        Cli.Outcome clash = transcribe("--review", "-", hole);
        assertEquals(2, clash.status());
        assertTrue(
                clash.err().startsWith("qasr: --review: standard output (-) already gets the transcript"), clash.err());
        Cli.Outcome list = transcribe("--review", "-", "-d", folder.resolve("out"), hole);
        assertEquals(
                "source\tstart\tend\tsegment\treason\ttext\n" + hole + "\t1.000\t2.000\t1\tfailed\t\n", list.out());
    }

    @Test
    void noMoreTokensAreDecodedThanAllowed() throws IOException {
        Path recording = recording("a.wav", 0.1);
        List<Integer> statuses = new ArrayList<>();
        for (String tokens : List.of("20", "300", "0")) {
            FakeEngines engines = new FakeEngines(waveform -> "language English<asr_text>One two three, four five.");
            statuses.add(new Cli(engines)
                    .run("transcribe", "-m", model, "--max-new-tokens", tokens, "--retries", "0", "--strict", recording)
                    .status());
        }
        assertEquals(List.of(8, 0, 2), statuses);
    }

    @Test
    void subtitlesAreRenderedFromTheWordTimesOfTheRun() throws IOException {
        Path a = recording("a.wav", 0.1, 0.2);
        String json = transcribe("-f", "json", "--timestamps", "word", a).out();
        Path result = Files.writeString(folder.resolve("a.json"), json);
        assertTrue(json.contains("\"word\""), json);
        assertEquals(
                transcribe("-f", "srt", a).out(), render("-f", "srt", result).out());
    }

    @Test
    void jsonLinesAreRenderedAsTheRunWouldHave() throws IOException {
        Path a = recording("a.wav", 0.1);
        Path b = recording("b.wav", 0.2, 0.3);
        Cli.Outcome lines = transcribe("-f", "json", a, b);
        Path all = Files.writeString(folder.resolve("all.jsonl"), lines.out());
        assertEquals(transcribe(a, b).out(), render(all).out());
        assertEquals(lines.out(), render("-f", "json", all).out());
        assertEquals(transcribe("-f", "md", a, b).out(), render("-f", "md", all).out());
        Path direct = folder.resolve("direct");
        Path rendered = folder.resolve("rendered");
        transcribe("-f", "srt,txt,md,jsonl", "--timestamps", "none", "-d", direct, a, b);
        assertEquals(0, render("-f", "srt,txt,md,jsonl", "-d", rendered, all).status());
        try (Stream<Path> files = Files.list(direct)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertEquals(Files.readString(file), Files.readString(rendered.resolve(file.getFileName())));
            }
        }
    }

    private Path recording(String name, double... levels) throws IOException {
        return FakeDecoder.write(folder.resolve(name), levels);
    }

    private Cli.Outcome transcribe(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("transcribe", "-m", model));
        all.addAll(List.of(arguments));
        return new Cli(new FakeEngines()).run(all.toArray());
    }

    private Cli.Outcome render(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("render"));
        all.addAll(List.of(arguments));
        return new Cli(new FakeEngines()).run(all.toArray());
    }
}
