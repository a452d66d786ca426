package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.console.CommandException;
import qasr.job.Input;
import qasr.job.SegmentChoice;
import qasr.model.Prompt;
import qasr.output.Format;
import qasr.output.TranscriptWriter;
import qasr.testing.EvenAligner;
import qasr.testing.FakeDecoder;
import qasr.testing.TranscriptSchema;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;

final class RetryCommandTest {
    @TempDir
    Path folder;

    private Path model;
    private Path recording;
    private Path json;

    @BeforeEach
    void transcribe() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        float[] samples = new float[5 * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            int second = i / Waveform.SAMPLE_RATE;
            samples[i] = second == 1 ? 0 : 0.1f * second + 0.1f;
        }
        recording = FakeDecoder.write(folder.resolve("a.wav"), samples);
        json = folder.resolve("a.json");
        new Cli(new FakeEngines()).run("transcribe", "-m", model, "-o", json, recording);
    }

    @Test
    void theSegmentsNamedAreTranscribedAgainAndTheirOldWordsKept() throws IOException {
        FakeEngines engines = new FakeEngines(waveform -> "language Spanish<asr_text>Otra.");
        Cli.Outcome outcome = new Cli(engines).run("retry", "-m", model, json, "--segments", "1-2");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals("", outcome.out());
        String text = Files.readString(json);
        TranscriptSchema.check(text);
        JsonObject result = JsonParser.parseString(text).getAsJsonObject();
        assertEquals("One. Otra. Otra. Five.", result.get("text").getAsString());
        JsonObject segment = result.getAsJsonArray("segments").get(1).getAsJsonObject();
        assertEquals("retried", segment.get("status").getAsString());
        assertEquals(2, segment.get("attempts").getAsInt());
        JsonObject done = result.getAsJsonArray("retries").get(0).getAsJsonObject();
        assertEquals(
                "[{\"start\":2.000,\"end\":3.000},{\"start\":3.000,\"end\":4.000}]",
                done.get("spans").toString());
        assertEquals("fake", done.getAsJsonObject("engine").get("model").getAsString());
        assertEquals("2", done.getAsJsonObject("options").get("retries").toString());
        JsonObject earlier = segment.getAsJsonArray("earlier").get(0).getAsJsonObject();
        assertEquals("Three.", earlier.get("text").getAsString());
        assertEquals(2, engines.network().chunks().size());
        assertEquals(0.3f, engines.network().chunks().get(0).sample(8_000), 0.001f);
        assertEquals(0.4f, engines.network().chunks().get(1).sample(8_000), 0.001f);
    }

    @Test
    void nothingIsRetriedWithoutFlags() throws IOException {
        String before = Files.readString(json);
        assertEquals(0, retry("--flagged").status());
        assertEquals(before, Files.readString(json));
        Path list = folder.resolve("list.tsv");
        assertEquals(0, retry("--flagged", "--review", list).status());
        assertEquals("source\tstart\tend\tsegment\treason\ttext\n", Files.readString(list));
    }

    @Test
    void theRowsOfOtherRecordingsStayInTheReviewList() throws IOException {
        Path silent = FakeDecoder.write(folder.resolve("b.wav"), Double.NaN);
        Path loud = FakeDecoder.write(folder.resolve("c.wav"), Double.NaN);
        for (String name : List.of("list.tsv", "list.md")) {
            Path list = folder.resolve(name);
            Path out = folder.resolve("out of " + name); // a result that was retried is not replaced
            new Cli(new FakeEngines())
                    .run("transcribe", "-m", model, "-f", "json", "-d", out, "--review", list, silent, loud);
            List<String> before = Files.readAllLines(list);
            assertEquals(
                    2, before.stream().filter(line -> line.contains("failed")).count(), name);
            assertEquals(0, retry("--flagged", "--review", list).status(), "nothing is retried of a.wav");
            assertEquals(before, Files.readAllLines(list));
            FakeEngines good = new FakeEngines(waveform -> "language English<asr_text>Fine.");
            Cli.Outcome again =
                    new Cli(good).run("retry", "-m", model, out.resolve("c.json"), "--segments", "0", "--review", list);
            assertEquals(3, again.status(), again.err());
            assertEquals(before, Files.readAllLines(list), "its own rows are replaced");
            Cli.Outcome align = new Cli(new FakeEngines().bringing(new EvenAligner()))
                    .run("align", "-m", model, recording, json, "-o", folder.resolve("x.json"), "--review", list);
            assertEquals(0, align.status(), align.err());
            assertEquals(before, Files.readAllLines(list));
        }
    }

    @Test
    void anotherRecordingIsRefused() throws IOException {
        String before = Files.readString(json);
        Path moved = Files.move(recording, folder.resolve("b.wav"));
        Cli.Outcome missing = retry("--segments", "1");
        assertEquals(4, missing.status());
        assertTrue(missing.err().contains("no such file; name the recording with --recording FILE"), missing.err());
        assertEquals(0, retry("--segments", "0", "--recording", moved).status());
        FakeDecoder.write(recording, new float[Waveform.SAMPLE_RATE]);
        Files.writeString(json, before);
        Cli.Outcome changed = retry("--segments", "1");
        assertEquals(4, changed.status());
        assertTrue(
                changed.err().contains("has changed: its SHA-256 is " + new Input(recording.toString()).sha256()),
                changed.err());
        assertTrue(changed.err().contains("the result was made from " + sum(before)), changed.err());
        assertEquals(before, Files.readString(json));
    }

    @Test
    void aRecordingBesideTheResultIsFound() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.move(recording, elsewhere.resolve("a.wav"));
        Path moved = Files.move(json, elsewhere.resolve("a.json"));
        Cli.Outcome outcome = new Cli(new FakeEngines()).run("retry", "-m", model, moved, "--segments", "1");
        assertEquals(0, outcome.status(), outcome.err());
    }

    /** As a relative name does in another working directory. */
    @Test
    void ofTwoFilesOfOneNameTheOneThatTheResultWasMadeFromIsTheRecording() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path own = Files.move(recording, elsewhere.resolve("a.wav"));
        Path moved = Files.move(json, elsewhere.resolve("a.json"));
        FakeDecoder.write(recording, new float[Waveform.SAMPLE_RATE]);
        assertEquals(0, new Cli(new FakeEngines()).run("view", moved).status());
        Path page = elsewhere.resolve("a.view.html");
        assertTrue(Files.readString(page).contains("\"audio\":\"./a.wav\""), "beside the result");
        Object[] again = {"retry", "-m", model, moved, "--segments", "1"};
        Cli.Outcome outcome = new Cli(new FakeEngines()).run(again);
        assertEquals(0, outcome.status(), outcome.err());
        Files.delete(own);
        Cli.Outcome other = new Cli(new FakeEngines()).run("view", moved, "--on-exists", "overwrite");
        assertEquals(0, other.status(), other.err());
        assertTrue(
                other.err()
                        .contains("the recording " + recording
                                + " is not the one that the result was made from; choose that one in the page"),
                other.err());
        assertTrue(Files.readString(page).contains("\"audio\":null"));
    }

    @Test
    void aResultChangedMeanwhileIsNotOverwritten() throws IOException {
        String theirs = Files.readString(json).replace("Three.", "3.");
        FakeEngines engines = new FakeEngines(waveform -> {
            try {
                Files.writeString(json, theirs);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return "language English<asr_text>Mine.";
        });
        Cli.Outcome outcome = new Cli(engines).run("retry", "-m", model, json, "--segments", "1");
        assertEquals(4, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("was changed by another program during the retry"), outcome.err());
        assertEquals(theirs, Files.readString(json));
    }

    @Test
    void longSpeechWithoutWordsIsFlaggedToo() throws CommandException {
        Duration second = Duration.ofSeconds(1);
        List<Utterance> utterances = List.of(
                new Utterance(Duration.ZERO, second, "", "", -1, -1, Utterance.Status.NO_SPEECH),
                new Utterance(second, second.multipliedBy(2), "English", "One.", -1, -1, Utterance.Status.OK),
                new Utterance(
                        second.multipliedBy(2), second.multipliedBy(7), "", "", -1, -1, Utterance.Status.NO_SPEECH));
        assertEquals(List.of(2), SegmentChoice.flagged().of(utterances));
    }

    @Test
    void aFailedSegmentWhoseWordsAUserHasWrittenFailsNoLaterRetry() throws IOException {
        String failed = Files.readString(json).replaceFirst("\"status\": \"ok\"", "\"status\": \"failed\"");
        Files.writeString(json, failed);
        assertEquals(3, retry("--segments", "1").status());
        String written = failed.replaceFirst("\"raw_text\": \"One[.]\"", "\"raw_text\": \"\"")
                .replaceFirst(
                        "\"edits\": \\[]",
                        "\"edits\": [{\"kind\": \"correction\", \"at\": 0, \"from\": \"\", \"to\": \"One.\"}]");
        Files.writeString(json, written);
        Cli.Outcome outcome = retry("--segments", "1", "--strict");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                "failed",
                checked(json)
                        .getAsJsonArray("segments")
                        .get(0)
                        .getAsJsonObject()
                        .get("status")
                        .getAsString());
    }

    @Test
    void anEmptyChoiceIsAUsageError() {
        assertEquals(2, retry("--segments", "4").status());
        assertEquals(2, retry("--segments", "1,x").status());
        assertEquals(2, retry("--segments", "1", "--flagged").status());
        assertEquals(2, retry().status());
    }

    @Test
    void aSegmentThatAGuardCutsBecomesSeveralThatTakeItsTime() throws IOException {
        Path one = oneFlaggedSegment(4);
        FakeEngines engines = new FakeEngines(waveform -> waveform.length() > 3 * Waveform.SAMPLE_RATE
                ? "language English<asr_text>" + "again and ".repeat(40)
                : "language English<asr_text>Half a sentence.");
        Cli.Outcome outcome = new Cli(engines).run("retry", "-m", model, one, "--flagged");
        assertEquals(0, outcome.status(), outcome.err());
        JsonObject result = checked(one);
        assertEquals(2, result.getAsJsonArray("segments").size());
        assertTiled(result, 0, 4);
        JsonObject first = result.getAsJsonArray("segments").get(0).getAsJsonObject();
        assertEquals("retried", first.get("status").getAsString());
        assertEquals(
                List.of("Cut off", "again"),
                first.getAsJsonArray("earlier").asList().stream()
                        .map(attempt -> attempt.getAsJsonObject().get("text").getAsString())
                        .map(text -> text.startsWith("again") ? "again" : text)
                        .toList());
        assertEquals(List.of(), result.getAsJsonArray("warnings").asList());
        assertEquals(
                4.0,
                result.getAsJsonObject("coverage").get("transcribed_seconds").getAsDouble());
    }

    @Test
    void aSegmentThatIsTooLongForTheModelIsCut() throws IOException {
        Path one = oneFlaggedSegment(4);
        FakeEngines engines = new FakeEngines(waveform -> "language English<asr_text>Part.");
        Cli.Outcome outcome = new Cli(engines).run("retry", "-m", model, one, "--segments", "0", "--max-chunk", "1.5");
        assertEquals(0, outcome.status(), outcome.err());
        JsonObject result = checked(one);
        assertTrue(result.getAsJsonArray("segments").size() >= 3, result.toString());
        assertTiled(result, 0, 4);
        engines.network().chunks().forEach(chunk -> assertTrue(chunk.seconds() <= 1.5));
    }

    @Test
    void anyDecodingOptionIsHonoured() throws IOException {
        Path glossary = Files.writeString(folder.resolve("terms.txt"), "otra -> Other\n");
        FakeEngines engines = new FakeEngines(waveform -> "language Spanish<asr_text>Otra vez.");
        Cli.Outcome outcome = new Cli(engines)
                .run(
                        "retry",
                        "-m",
                        model,
                        json,
                        "--segments",
                        "1",
                        "--glossary",
                        glossary,
                        "--punctuation",
                        "strip",
                        "--dtype",
                        "fp32",
                        "--threads",
                        "1",
                        "--retries",
                        "0",
                        "--no-guard",
                        "loop,recital",
                        "--languages",
                        "es,en");
        assertEquals(0, outcome.status(), outcome.err());
        JsonObject segment = checked(json).getAsJsonArray("segments").get(1).getAsJsonObject();
        assertEquals("Other vez", segment.get("text").getAsString());
        assertEquals("Otra vez.", segment.get("raw_text").getAsString());
    }

    @Test
    void aHoleThatIsLeftEndsAStrictRunWithStatusEight() throws IOException {
        Path one = oneFlaggedSegment(4);
        Object[] arguments = {"retry", "-m", model, one, "--flagged", "--strict"};
        FakeEngines deaf = new FakeEngines(waveform -> "language English<asr_text>" + "word ".repeat(3000));
        Cli.Outcome outcome = new Cli(deaf).run(arguments);
        assertEquals(8, outcome.status(), outcome.err());
        assertEquals(
                "truncated",
                checked(one)
                        .getAsJsonArray("segments")
                        .get(0)
                        .getAsJsonObject()
                        .get("status")
                        .getAsString());
        Cli.Outcome better =
                new Cli(new FakeEngines(waveform -> "language English<asr_text>All of it is here.")).run(arguments);
        assertEquals(0, better.status(), better.err());
    }

    @Test
    void recordedOptionsAreTheDefaults() throws IOException {
        Path glossary = Files.writeString(folder.resolve("terms.txt"), "otra -> Other\n");
        Function<Waveform, String> speech = waveform -> "Otra vez.";
        new Cli(new FakeEngines(speech))
                .run(
                        "transcribe",
                        "-m",
                        model,
                        "-o",
                        json,
                        "--on-exists",
                        "overwrite",
                        "--glossary",
                        glossary,
                        "--punctuation",
                        "strip",
                        "-l",
                        "es",
                        "--context",
                        "Ana",
                        "--no-guard",
                        "recital",
                        recording);
        String made = Files.readString(json);
        assertEquals("Other vez", text(json, 1));

        FakeEngines again = new FakeEngines(speech);
        Cli.Outcome outcome = new Cli(again).variable("QASR_LANGUAGE", "en").run("retry", json, "--segments", "1");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(List.of("model model", "decoder"), again.opened());
        assertEquals("Other vez", text(json, 1));
        Prompt prompt = again.network().prompts().get(0);

        FakeEngines direct = new FakeEngines(speech);
        new Cli(direct)
                .run("transcribe", "-m", model, "--glossary", glossary, "-l", "es", "--context", "Ana", recording);
        assertEquals(direct.network().prompts().get(0), prompt);

        Files.writeString(json, made);
        assertEquals(
                0,
                new Cli(new FakeEngines(speech))
                        .run("retry", json, "--segments", "1", "--punctuation", "keep")
                        .status());
        assertEquals("Other vez.", text(json, 1));
        Cli.Outcome fresh = new Cli(new FakeEngines(waveform -> "language Spanish<asr_text>Otra vez."))
                .run("retry", "-m", model, json, "--segments", "1", "--fresh");
        assertEquals(0, fresh.status(), fresh.err());
        assertEquals("Otra vez.", text(json, 1));

        Files.writeString(glossary, "otra -> Another\n");
        Cli.Outcome changed = new Cli(new FakeEngines(speech)).run("retry", json, "--segments", "1");
        assertTrue(
                changed.err().contains("--glossary has changed since the first run: its SHA-256 was "), changed.err());
        Files.delete(glossary);
        Cli.Outcome gone = new Cli(new FakeEngines(speech)).run("retry", json, "--segments", "1");
        assertEquals(2, gone.status());
        assertTrue(gone.err().contains("terms.txt: cannot be read"), gone.err());
    }

    @Test
    void aFileInOneLanguageIsRetriedInThatOfTheOtherSegments() throws IOException {
        Cli.Outcome made = new Cli(new FakeEngines(waveform -> "language Spanish<asr_text>Otra."))
                .run(
                        "transcribe",
                        "-m",
                        model,
                        "-o",
                        json,
                        "--on-exists",
                        "overwrite",
                        "--language-per",
                        "file",
                        recording);
        assertEquals(0, made.status(), made.err());
        FakeEngines engines = new FakeEngines(waveform -> "language Spanish<asr_text>Una.");
        Cli.Outcome outcome = new Cli(engines).run("retry", "-m", model, json, "--segments", "1");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals("Una.", text(json, 1));
        assertEquals(
                List.of(List.of("language Spanish<asr_text>", "language None<asr_text>")),
                engines.network().beginnings());

        FakeEngines english = new FakeEngines();
        new Cli(english).run("retry", "-m", model, json, "--segments", "1", "--languages", "en");
        assertEquals(
                List.of("language English<asr_text>", "language None<asr_text>"),
                english.network().beginnings().get(0));
    }

    private static String text(Path file, int segment) throws IOException {
        return checked(file)
                .getAsJsonArray("segments")
                .get(segment)
                .getAsJsonObject()
                .get("text")
                .getAsString();
    }

    /** Writes the result of a recording whose only segment is truncated. */
    private Path oneFlaggedSegment(int seconds) throws IOException {
        float[] samples = new float[seconds * Waveform.SAMPLE_RATE];
        Arrays.fill(samples, 0.1f);
        Path sound = FakeDecoder.write(folder.resolve("long.wav"), samples);
        Duration end = Duration.ofSeconds(seconds);
        Utterance utterance =
                new Utterance(Duration.ZERO, end, "English", "Cut off", -1, -2, Utterance.Status.TRUNCATED);
        Transcript transcript = new Transcript(
                new Transcript.Source(
                        sound.toString(),
                        new Input(sound.toString()).sha256(),
                        new Transcript.SourceFormat("pcm", 16_000, 1),
                        end),
                new Transcript.Making(
                        new Transcript.Engine("1", "fake", "cpu", "fp32"),
                        Transcript.Options.AUTO,
                        new Transcript.Timing(Duration.ZERO, Duration.ZERO)),
                List.of(utterance.with(utterance.outcome().flagged("token_limit"))),
                List.of(),
                List.of(Warning.at(
                        Warning.Kind.TRUNCATED, new TimeSpan(Duration.ZERO, end), "the model had more to say")));
        return Files.writeString(folder.resolve("long.json"), TranscriptWriter.write(transcript, Format.JSON));
    }

    private static JsonObject checked(Path file) throws IOException {
        String text = Files.readString(file);
        TranscriptSchema.check(text);
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private static String sum(String json) {
        return JsonParser.parseString(json)
                .getAsJsonObject()
                .getAsJsonObject("source")
                .get("sha256")
                .getAsString();
    }

    private static void assertTiled(JsonObject result, double start, double end) {
        double position = start;
        for (JsonElement segment : result.getAsJsonArray("segments")) {
            assertEquals(position, segment.getAsJsonObject().get("start").getAsDouble(), 1e-9);
            position = segment.getAsJsonObject().get("end").getAsDouble();
        }
        assertEquals(end, position, 1e-9);
    }

    private Cli.Outcome retry(Object... arguments) {
        Object[] all = new Object[4 + arguments.length];
        all[0] = "retry";
        all[1] = "-m";
        all[2] = model;
        all[3] = json;
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return new Cli(new FakeEngines()).run(all);
    }
}
