package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.testing.EvenAligner;
import qasr.testing.FakeDecoder;
import qasr.testing.TranscriptSchema;

/** The recogniser hears one sentence a second; the aligner shares each second among the words of the text. */
final class AlignCommandTest {
    private static final List<String> HEARD = List.of(
            "Good morning to everybody here.", "We are beginning at nine sharp.", "Please do not be late today.");

    @TempDir
    Path folder;

    private Path model;
    private Path recording;

    @BeforeEach
    void record() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        float[] samples = new float[3 * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (i % 2 == 0 ? 0.1f : -0.1f) * (1 + i / Waveform.SAMPLE_RATE);
        }
        recording = FakeDecoder.write(folder.resolve("a.wav"), samples);
    }

    private static FakeEngines engines() {
        return new FakeEngines(sound -> "language English<asr_text>"
                        + HEARD.get(Math.max(0, Math.round(10 * Math.abs(sound.sample(0))) - 1)))
                .bringing(new EvenAligner());
    }

    private Path text(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Cli.Outcome align(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("align", "-m", model, recording));
        arguments.addAll(List.of(more));
        return new Cli(engines()).run(arguments.toArray());
    }

    private static JsonArray segments(String json) {
        TranscriptSchema.check(json);
        return JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("segments");
    }

    @Test
    void subtitlesGetNewTimesAndKeepTheirTexts() throws IOException {
        String srt = String.join(
                "\r\n",
                List.of(
                        "7",
                        "00:01:01,000 --> 00:01:02,000",
                        "<i>Good morning</i> to",
                        "everybody here.",
                        "",
                        "8",
                        "00:01:03,000 --> 00:01:04,000",
                        "We start at nine",
                        "",
                        "9",
                        "00:01:05,000 --> 00:01:06,000",
                        "sharp. Please do not be late today!",
                        ""));
        Cli.Outcome outcome = align(text("late.srt", srt));
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals("", outcome.err());
        assertEquals(
                srt.replace("00:01:01,000 --> 00:01:02,000", "00:00:00,000 --> 00:00:01,000")
                        .replace("00:01:03,000 --> 00:01:04,000", "00:00:01,000 --> 00:00:01,800")
                        .replace("00:01:05,000 --> 00:01:06,000", "00:00:01,800 --> 00:00:03,000"),
                outcome.out());
    }

    /** Such a file says each subtitle once, and its highlights have no place in new times. */
    @Test
    void subtitlesThatAreRepeatedForEachWordAreOne() throws IOException {
        String srt = """
                1
                00:00:00,000 --> 00:00:00,500
                <u>Good</u> morning.

                2
                00:00:00,500 --> 00:00:01,000
                Good <u>morning.</u>

                3
                00:00:01,000 --> 00:00:02,000
                We <u>start.</u>
                """;
        Cli.Outcome outcome = align(text("words.srt", srt));
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                List.of("1", "Good morning.", "2", "We <u>start.</u>"),
                outcome.out()
                        .lines()
                        .filter(row -> !row.isBlank() && !row.contains("-->"))
                        .toList());
    }

    @Test
    void rowsOfASubtitleAreJoinedAsTheirScriptIs() throws IOException {
        String srt = """
                1
                00:00:00,000 --> 00:00:01,000
                我们昨天在北京
                开了一个会。

                2
                00:00:01,000 --> 00:00:02,000
                We <i>are
                beginning</i>  at
                nine.

                3
                00:00:02,000 --> 00:00:02,900
                He was
                ...late
                """;
        Cli.Outcome outcome = align(text("rows.srt", srt), "-f", "json");
        assertEquals(0, outcome.status(), outcome.err());
        List<String> texts = new ArrayList<>();
        for (JsonElement segment : segments(outcome.out())) {
            texts.add(segment.getAsJsonObject().get("text").getAsString());
        }
        assertEquals(List.of("我们昨天在北京开了一个会。", "We are beginning at nine.", "He was ...late"), texts);
        assertEquals(
                "我们昨天在北京开了一个会。\nWe are beginning at nine.\nHe was ...late\n",
                align(text("rows.srt", srt), "-f", "txt").out());
    }

    @Test
    void runningTextBecomesSegmentsAndNoCharacterIsLost() throws IOException {
        String text =
                "Good morning to everybody -- here! We start\nat nine sharp.\n\n♪\n\nPlease do not be late today.\n";
        Cli.Outcome outcome = align(text("a.txt", text), "-f", "json");
        assertEquals(0, outcome.status(), outcome.err());
        StringBuilder joined = new StringBuilder();
        for (JsonElement segment : segments(outcome.out())) {
            joined.append(segment.getAsJsonObject().get("text").getAsString());
        }
        assertEquals(text.replaceAll("\\s", ""), joined.toString().replaceAll("\\s", ""));
        assertEquals(
                "aligned",
                segments(outcome.out()).get(0).getAsJsonObject().get("timing").getAsString());
    }

    @Test
    void aSentenceThatWasNotSaidIsFlaggedAndNotLost() throws IOException {
        Path text = text(
                "a.txt",
                HEARD.get(0) + " Elephants were dancing through our garden. " + HEARD.get(1) + " " + HEARD.get(2)
                        + "\n");
        Cli.Outcome outcome = align(text, "-f", "json", "--strict");
        assertEquals(8, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("6 words of the text were probably not said"), outcome.err());
        List<String> flagged = new ArrayList<>();
        for (JsonElement segment : segments(outcome.out())) {
            if (segment.getAsJsonObject().get("flags").toString().contains("not_said")) {
                flagged.add(segment.getAsJsonObject().get("text").getAsString().strip());
                assertEquals("approx", segment.getAsJsonObject().get("timing").getAsString());
            }
        }
        assertEquals(List.of("Elephants were dancing through our garden."), flagged);
        assertEquals(0, align(text).status());
    }

    @Test
    void anotherTextIsFlaggedAsAWhole() throws IOException {
        Cli.Outcome outcome =
                align(text("a.txt", "Quickly jumped foxes, over brown hills, under silver clouds.\n"), "-f", "json");
        for (JsonElement segment : segments(outcome.out())) {
            assertTrue(segment.getAsJsonObject().get("flags").toString().contains("not_said"), outcome.out());
        }
    }

    @Test
    void aResultGetsWordsWithoutBeingHeardAgain() throws IOException {
        Path json = folder.resolve("a.json");
        new Cli(engines()).run("transcribe", "-m", model, "-o", json, recording);
        FakeEngines engines = engines();
        Cli.Outcome outcome = new Cli(engines).run("align", "-m", model, recording, json);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(0, engines.network().chunks().size());
        JsonArray segments = segments(outcome.out());
        assertEquals(3, segments.size());
        for (JsonElement segment : segments) {
            assertEquals("aligned", segment.getAsJsonObject().get("timing").getAsString());
        }
        assertEquals(
                "{\"word\":\"We \",\"start\":1.000,\"end\":1.166,\"probability\":0.7788}",
                segments.get(1).getAsJsonObject().getAsJsonArray("words").get(0).toString());
    }

    @Test
    void speakersOfAResultStayAlsoIfTheFirstIsUnknown() throws IOException {
        Path json = folder.resolve("a.json");
        new Cli(engines()).run("transcribe", "-m", model, "-o", json, recording);
        String unnamed = Files.readString(json);
        int first = unnamed.indexOf("\"speaker\": null") + 1;
        String named = unnamed.substring(0, first)
                + unnamed.substring(first).replace("\"speaker\": null", "\"speaker\": \"S1\"");
        Files.writeString(json, named);
        assertEquals(0, new Cli(engines()).run("rename", json, "S1=Ada").status());
        Path out = folder.resolve("out");
        Cli.Outcome outcome = align(json, "-f", "tsv,csv,json", "-d", out);
        assertEquals(0, outcome.status(), outcome.err());
        for (String table : List.of("a.tsv", "a.csv")) {
            assertTrue(Files.readString(out.resolve(table)).contains("Ada"), table);
        }
        assertTrue(Files.readString(out.resolve("a.json")).contains("speaker_changes"), "a later run keeps the names");
    }

    @Test
    void aResultWithAByteOrderMarkIsAResult() throws IOException {
        Path json = folder.resolve("a.json");
        new Cli(engines()).run("transcribe", "-m", model, "-o", json, "--bom", recording);
        assertTrue(Files.readString(json).startsWith("\uFEFF{"));
        Cli.Outcome outcome = align(json, "-f", "txt");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(String.join("\n", HEARD) + "\n", outcome.out());
    }

    /** The recording ends at 1.0005625 s, and its result at 1.001 s. */
    @Test
    void aResultIsAlignedToTheEndOfARecordingThatIsRoundedUp() throws IOException {
        float[] samples = new float[Waveform.SAMPLE_RATE + 9];
        Arrays.fill(samples, 0.1f);
        Path longer = FakeDecoder.write(folder.resolve("b.wav"), samples);
        Path json = folder.resolve("b.json");
        new Cli(engines()).run("transcribe", "-m", model, "--no-vad", "-o", json, longer);
        Cli.Outcome outcome = new Cli(engines()).run("align", "-m", model, longer, json);
        assertEquals(0, outcome.status(), outcome.err());
        JsonElement segment = segments(outcome.out()).get(0);
        assertEquals("1.001", segment.getAsJsonObject().get("end").getAsString());
        assertEquals("aligned", segment.getAsJsonObject().get("timing").getAsString());
    }

    @Test
    void aResultThatChangesWhileItIsAlignedStays() throws IOException {
        Path json = folder.resolve("a.json");
        new Cli(engines()).run("transcribe", "-m", model, "-o", json, recording);
        String before = Files.readString(json);
        String theirs = before.replace("\"speaker\": null", "\"speaker\": \"Ada\"");
        FakeEngines meanwhile = new FakeEngines().bringing(new EvenAligner(times -> {
            try {
                Files.writeString(json, theirs);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return times;
        }));
        for (Object[] target : new Object[][] {{"-o", json}, {"-d", folder}}) {
            Files.writeString(json, before);
            Cli.Outcome late = new Cli(meanwhile)
                    .run("align", "-m", model, recording, json, "--on-exists", "overwrite", target[0], target[1]);
            assertEquals(4, late.status(), late.err());
            assertTrue(late.err().contains(json + " was changed by another program meanwhile"), late.err());
            assertEquals(theirs, Files.readString(json));
        }
        Path other = folder.resolve("other.json");
        Files.writeString(json, before);
        assertEquals(
                0,
                new Cli(meanwhile)
                        .run("align", "-m", model, recording, json, "-o", other)
                        .status());
    }

    /** The fake decoder has one track. */
    @Test
    void aResultIsAlignedWithItsOwnTrack() throws IOException {
        Path json = folder.resolve("a.json");
        new Cli(engines()).run("transcribe", "-m", model, "-o", json, recording);
        Path film = text(
                "film.json",
                Files.readString(json)
                        .replaceFirst("(\"channels\": \\d+)", "$1,\n\"audio_track\": 2,\n\"audio_tracks\": 2"));
        Cli.Outcome outcome = align(film);
        assertEquals(4, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("has no audio track 2"), outcome.err());
        assertEquals(0, align(film, "--audio-track", "1").status(), "typed");
        Path extracted = FakeDecoder.write(folder.resolve("b.wav"), new float[4 * Waveform.SAMPLE_RATE]);
        Cli.Outcome other = new Cli(engines()).run("align", "-m", model, extracted, film);
        assertEquals(0, other.status(), other.err());
    }

    @Test
    void aResultOfALongerRecordingNeedsThatRecording() throws IOException {
        Path json = folder.resolve("a.json");
        new Cli(engines()).run("transcribe", "-m", model, "-o", json, recording);
        Path shorter = FakeDecoder.write(folder.resolve("b.wav"), new float[3 * Waveform.SAMPLE_RATE / 2]);
        Cli.Outcome outcome = new Cli(engines()).run("align", "-m", model, shorter, json);
        assertEquals(4, outcome.status(), outcome.err());
        // the second segment is cut, not missing
        assertTrue(outcome.err().contains("b.wav: is shorter than in the earlier run"), outcome.err());
    }

    /** Such a text is the user's own work, which the result itself does not tell. */
    @Test
    void anAlignedTextIsNotReplacedByATranscription() throws IOException {
        String own = "1\n00:00:01,000 --> 00:00:02,000\n<i>My own careful</i> subtitle\n";
        Path srt = text("a.srt", own);
        assertEquals(
                0,
                align(srt, "-f", "srt", "-d", folder, "--on-exists", "overwrite")
                        .status());
        String aligned = Files.readString(srt);
        Cli.Outcome refused = transcribe("-f", "srt");
        assertEquals(7, refused.status(), refused.err());
        assertTrue(refused.err().contains(srt + ": cannot be written: it has corrections"), refused.err());
        assertEquals(aligned, Files.readString(srt));
        Path script = text("script.txt", "Good day to everybody.\n");
        Object[] again = {script, "-f", "json,vtt,tsv", "-d", folder};
        assertEquals(0, align(again).status());
        Files.writeString(script, "Good day to everybody here.\n");
        assertEquals(0, align(again).status(), "a better text");
        Path json = folder.resolve("a.json");
        assertEquals(7, transcribe("-f", "json").status());
        for (String format : List.of("vtt", "tsv")) {
            assertEquals(7, transcribe("-f", format).status(), format);
            Cli.Outcome rendered = new Cli(engines()).run("render", json, "-f", format, "-d", folder, "--crlf");
            assertEquals(0, rendered.status(), rendered.err());
            assertEquals(7, transcribe("-f", format).status(), format);
        }
        assertTrue(Files.readString(folder.resolve("a.vtt")).contains("Good day to everybody here."));
        assertEquals(0, align(json, "-o", json).status());
        assertEquals(7, transcribe("-f", "json").status(), "aligned once more");
    }

    @Test
    void aTextOfTheUserStaysTheUsersIfAnOutputIsTheSame() throws IOException {
        Path text = text("a.txt", String.join("\n", HEARD) + "\n");
        String own = Files.readString(text);
        assertEquals(0, align(text, "-f", "txt", "-d", folder).status());
        Cli.Outcome refused = transcribe("-f", "txt", "--punctuation", "strip");
        assertEquals(7, refused.status(), refused.err());
        assertTrue(refused.err().contains("no record says that qasr wrote it"), refused.err());
        Object[] template = {"-f", "txt", "--name-template", "{stem}{.lang}.{ext}"};
        Path english = text("a.en.txt", own);
        assertEquals(0, transcribe(template).status());
        assertEquals(0, transcribe(template).status(), "up to date");
        Object[] other = {"-f", "txt", "--name-template", "{stem}{.lang}.{ext}", "--punctuation", "strip"};
        assertEquals(7, transcribe(other).status());
        assertEquals(own, Files.readString(english));
    }

    /** The aligned times of the words stay, though a plain run needs none. */
    @Test
    void anAlignedResultIsUpToDate() throws IOException {
        Path json = folder.resolve("a.json");
        for (boolean corrected : new boolean[] {false, true}) {
            assertEquals(0, transcribe("-f", "json,txt").status());
            if (corrected) {
                Path text = text("a.txt", String.join("\n", HEARD).replace("nine", "ten"));
                assertEquals(
                        0,
                        new Cli(engines())
                                .run("render", json, "--corrected", text)
                                .status());
            }
            assertEquals(0, align(json, "-o", json).status());
            String aligned = Files.readString(json);
            assertTrue(aligned.contains("\"timing\": \"aligned\""), aligned);
            FakeEngines again = engines();
            Cli.Outcome current =
                    new Cli(again).run("transcribe", "-m", model, "-d", folder, "-f", "json,txt", recording);
            assertEquals(0, current.status(), current.err());
            assertEquals(List.of(), again.opened(), "up to date");
            assertEquals(aligned, Files.readString(json));
        }
    }

    @Test
    void anAlignedTextDoesNotReplaceACorrectedTranscription() throws IOException {
        Path json = folder.resolve("a.json");
        assertEquals(0, transcribe("-f", "json,txt").status());
        Path text = text("a.txt", String.join("\n", HEARD).replace("nine", "ten"));
        assertEquals(
                0, new Cli(engines()).run("render", json, "--corrected", text).status());
        String corrected = Files.readString(json);
        Path script = text("script.txt", "Good day to everybody.\n");
        assertEquals(7, align(script, "-o", json).status());
        assertEquals(corrected, Files.readString(json));
    }

    private Cli.Outcome transcribe(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("transcribe", "-m", model, "-d", folder, recording));
        arguments.addAll(List.of(more));
        return new Cli(engines()).run(arguments.toArray());
    }

    @Test
    void aPipeGivesTheSameAsAFile() throws IOException {
        Path text = text("a.txt", String.join("\n", HEARD));
        Cli.Outcome file = align(text, "-f", "tsv");
        Cli.Outcome pipe =
                new Cli(engines()).in(Files.readAllBytes(recording)).run("align", "-m", model, "-", text, "-f", "tsv");
        assertEquals(0, pipe.status(), pipe.err());
        assertEquals(file.out(), pipe.out());
        assertEquals(4, file.out().lines().count(), file.out());
    }

    @Test
    void unusableTextsAndRecordingsEndWithTheStatusOfTheInput() throws IOException {
        assertEquals(4, align(folder.resolve("none.txt")).status());
        Cli.Outcome empty = align(text("empty.txt", "\n\n"));
        assertEquals(4, empty.status());
        assertTrue(empty.err().contains("empty.txt: has no text"), empty.err());
        Cli.Outcome missing =
                new Cli(engines()).run("align", "-m", model, folder.resolve("no.wav"), text("a.txt", "Good morning"));
        assertEquals(4, missing.status(), missing.err());
    }
}
