package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.Waveform;
import qasr.speakers.Powerset;
import qasr.speakers.SpeakerActivity;
import qasr.speakers.WindowActivity;
import qasr.testing.EvenAligner;
import qasr.testing.FakeDecoder;
import qasr.testing.LoudnessVoices;
import qasr.testing.TranscriptSchema;

/** Speakers of transcribe and segment, with voices that an oracle tells apart by their loudness. */
final class SpeakersCommandTest {
    private static final String TURNS = "S1: One. Two. One.\n\nS2: Three. Three.\n\nS1: Two.\n\nS3: Four. Five.\n";
    private static final String TEMPORARY = "java.io.tmpdir";

    @TempDir
    Path folder;

    private Path model;
    private Path recording;

    @BeforeEach
    void record() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        recording = write("a.wav", 1, 2, 1, 3, 3, 2, 4, 5);
    }

    private Path write(String name, int... tenths) throws IOException {
        float[] samples = new float[tenths.length * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 0.1f * tenths[i / Waveform.SAMPLE_RATE];
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return FakeDecoder.write(file, samples);
    }

    private void install(String id) throws IOException {
        Path directory = Files.createDirectories(folder.resolve("data/qasr/models/" + id));
        Files.writeString(
                directory.resolve("speakers.json"),
                "{\"model\":\"" + id + "\",\"file\":\"weights.pt\",\"sha256\":\"" + "0".repeat(64) + "\"}");
    }

    private Cli cli(FakeEngines engines) {
        return new Cli(engines.voices(new LoudnessVoices()))
                .variable("XDG_DATA_HOME", folder.resolve("data").toString());
    }

    private Cli.Outcome transcribe(FakeEngines engines, Object... arguments) throws IOException {
        install("campplus");
        List<Object> all = new ArrayList<>(List.of("transcribe", "-m", model, "--diarize"));
        all.addAll(List.of(arguments));
        return cli(engines).run(all.toArray());
    }

    private List<String> names(Path where) throws IOException {
        try (Stream<Path> files = Files.walk(where)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> where.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<String> speakers(String json) {
        List<String> speakers = new ArrayList<>();
        for (JsonElement segment :
                JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("segments")) {
            speakers.add(segment.getAsJsonObject().get("speaker").getAsString());
        }
        return speakers;
    }

    @Test
    void eachTurnIsAParagraph() throws IOException {
        Cli.Outcome outcome = transcribe(new FakeEngines(), recording);
        assertEquals(TURNS, outcome.out());
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("qasr models pull segmentation-3.0"), outcome.err());
    }

    @Test
    void everyFormatNamesTheSpeakersAndPipesAndBatchesGiveTheSame() throws IOException {
        Path out = folder.resolve("out");
        transcribe(new FakeEngines(), "-f", "txt,json,srt,vtt,tsv,rttm", "-d", out, recording);
        String json = Files.readString(out.resolve("a.json"));
        TranscriptSchema.check(json);
        assertEquals(List.of("S1", "S1", "S1", "S2", "S2", "S1", "S3", "S3"), speakers(json));
        assertTrue(Files.readString(out.resolve("a.srt")).contains("\n[S2] Three."));
        assertTrue(Files.readString(out.resolve("a.vtt")).contains("\n<v S3>Four."));
        assertTrue(Files.readString(out.resolve("a.tsv")).startsWith("start\tend\tspeaker\ttext\n0\t1000\tS1\tOne.\n"));
        assertTrue(Files.readString(out.resolve("a.rttm")).contains(" 1 6.000 1.000 <NA> <NA> S3 "));
        Path batch = folder.resolve("batch");
        transcribe(new FakeEngines(), "--batch-size", "1", "-f", "json", "-d", batch, recording);
        assertEquals(speakers(json), speakers(Files.readString(batch.resolve("a.json"))));
        assertEquals(TURNS, ofPipe());
    }

    /** The sound of a pipe is kept with the temporary files if there is no output to keep it beside. */
    private String ofPipe() throws IOException {
        install("campplus");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        FileTime longAgo = FileTime.fromMillis(0);
        Files.setLastModifiedTime(temporary, longAgo);
        String before = System.setProperty(TEMPORARY, temporary.toString());
        try {
            Cli.Outcome pipe = cli(new FakeEngines())
                    .in(Files.readAllBytes(recording))
                    .run("transcribe", "-m", model, "--diarize", "-");
            assertEquals(0, pipe.status(), pipe.err());
            assertNotEquals(longAgo, Files.getLastModifiedTime(temporary), "the sound was not kept here");
            assertEquals(List.of(), names(temporary));
            return pipe.out();
        } finally {
            System.setProperty(TEMPORARY, before);
        }
    }

    @Test
    void anExcerptHasItsOwnSpeakers() throws IOException {
        Cli.Outcome outcome = transcribe(new FakeEngines(), "--start", "3", "--end", "6", recording);
        assertEquals("S1: Three. Three.\n\nS2: Two.\n", outcome.out(), outcome.err());
    }

    @Test
    void aRequestedNumberOfSpeakersHolds() throws IOException {
        String two = transcribe(new FakeEngines(), "--speakers", "2", "-f", "json", recording)
                .out();
        assertEquals(2, speakers(two).stream().distinct().count());
        String many = transcribe(new FakeEngines(), "--speakers", "5-6", "-f", "json", recording)
                .out();
        assertEquals(5, speakers(many).stream().distinct().count());
        for (String bad : List.of("0", "3-2", "x", "1-", "101", "-1")) {
            Cli.Outcome outcome = transcribe(new FakeEngines(), "--speakers=" + bad, recording);
            assertEquals(2, outcome.status());
            assertTrue(outcome.err().contains("'" + bad + "'"), outcome.err());
        }
        Cli.Outcome alone = cli(new FakeEngines()).run("transcribe", "-m", model, "--speakers", "2", recording);
        assertTrue(alone.err().startsWith("qasr: --speakers: needs --diarize\n"), alone.err());
    }

    @Test
    void textOfSeveralSpeakersIsSplitByTheTimesOfItsWords() throws IOException {
        recording = write("b.wav", 0, 1, 1, 1, 3, 3, 3, 0);
        FakeEngines engines = new FakeEngines(
                        sound -> "language English<asr_text>Good morning, everyone. Thanks for coming.")
                .detector(new qasr.testing.LoudnessDetector())
                .bringing(new EvenAligner());
        Cli.Outcome outcome = transcribe(engines, "-f", "json", recording);
        TranscriptSchema.check(outcome.out());
        assertEquals(List.of("S1", "S2"), speakers(outcome.out()), outcome.out());
        assertTrue(outcome.out().contains("\"text\": \"Thanks for coming.\""), outcome.out());
        assertTrue(outcome.out().contains("\"words\": []"), outcome.out());
    }

    @Test
    void withoutTheModelsThereAreParagraphsAndTheCommandsThatInstallThem() {
        Cli.Outcome outcome = cli(new FakeEngines()).run("transcribe", "-m", model, "--diarize", recording);
        assertEquals(5, outcome.status());
        assertEquals("One. Two. One. Three. Three. Two. Four. Five.\n", outcome.out());
        assertTrue(
                outcome.err().contains("qasr models pull campplus && qasr models pull segmentation-3.0"),
                outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        Cli.Outcome quiet = cli(new FakeEngines()).run("transcribe", "-q", "-m", model, "--diarize", recording);
        assertEquals(5, quiet.status());
        assertEquals(outcome.err(), quiet.err()); // nothing else explains the status
        Cli.Outcome segments = cli(new FakeEngines()).run("segment", "--diarize", "-f", "rttm", recording);
        assertEquals(5, segments.status(), segments.err());
        assertTrue(segments.out().contains(" speech "), segments.out());
        List<String> rows = cli(new FakeEngines())
                .run("segment", "--diarize", recording, recording)
                .out()
                .lines()
                .toList();
        assertEquals("file\tstart\tend\tduration\tspeaker", rows.get(0));
        rows.forEach(row -> assertEquals(5, row.split("\t", -1).length, row));
    }

    @Test
    void anInstalledModelMakesTheOutputAgain() throws IOException {
        Path out = folder.resolve("out");
        cli(new FakeEngines()).run("transcribe", "-m", model, "--diarize", "-d", out, recording);
        transcribe(new FakeEngines(), "-d", out, recording);
        assertEquals(TURNS, Files.readString(out.resolve("a.txt")));
        FakeEngines engines = new FakeEngines();
        transcribe(engines, "-d", out, recording);
        assertEquals(List.of(), engines.network().chunks());
        transcribe(engines, "--speakers", "1", "-d", out, recording);
        assertTrue(Files.readString(out.resolve("a.txt")).startsWith("S1: One. Two. One. Three."));
    }

    @Test
    void knownVoicesGiveNamesAndUnknownOnesDoNot() throws IOException {
        write("people/Ada Lovelace.wav", 1, 2);
        write("people/张工.wav", 4, 5, 4);
        Cli.Outcome outcome = transcribe(new FakeEngines(), "--voices", folder.resolve("people"), recording);
        assertEquals(
                "Ada Lovelace: One. Two. One.\n\nS2: Three. Three.\n\nAda Lovelace: Two.\n\n张工: Four. Five.\n",
                outcome.out(),
                outcome.err());
        Path out = folder.resolve("out");
        transcribe(new FakeEngines(), "--voices", folder.resolve("people"), "-d", out, recording);
        Files.move(folder.resolve("people/张工.wav"), folder.resolve("people/Wang.wav"));
        transcribe(new FakeEngines(), "--voices", folder.resolve("people"), "-d", out, recording);
        assertTrue(Files.readString(out.resolve("a.txt")).endsWith("Wang: Four. Five.\n"));
        Files.createDirectory(folder.resolve("nobody"));
        Cli.Outcome empty = transcribe(new FakeEngines(), "--voices", folder.resolve("nobody"), recording);
        assertEquals(2, empty.status());
        write("mute/Bob.wav", 0, 0);
        Cli.Outcome mute = transcribe(new FakeEngines(), "--voices", folder.resolve("mute"), recording);
        assertTrue(mute.err().contains("Bob.wav: has no speech"), mute.err());
    }

    @Test
    void aKnownPersonIsNotCalledAsUnknownOnesAre() throws IOException {
        write("wrong/S2.wav", 1, 2);
        Cli.Outcome wrong = transcribe(new FakeEngines(), "--voices", folder.resolve("wrong"), recording);
        assertEquals(2, wrong.status());
        assertTrue(wrong.err().contains("S2.wav: unknown speakers are called 'S2'; give the file"), wrong.err());
        write("odd/<b>&ə [S1] .wav".replace(" .", "."), 1, 2);
        write("odd/S2b.wav", 3, 3);
        Path out = folder.resolve("out");
        transcribe(new FakeEngines(), "--voices", folder.resolve("odd"), "-f", "json,vtt,rttm", "-d", out, recording);
        assertEquals(
                "<b>&ə [S1]", speakers(Files.readString(out.resolve("a.json"))).get(0));
        assertTrue(
                Files.readString(out.resolve("a.vtt")).contains("<v &lt;b&gt;&amp;ə [S1]>One."),
                Files.readString(out.resolve("a.vtt")));
        assertTrue(Files.readString(out.resolve("a.rttm")).contains(" <NA> <NA> <b>&ə_[S1] <NA>"));
    }

    /** Others are installed to compare them, or by mistake. */
    @Test
    void theModelOfThePublishedNameIsUsedFirst() throws IOException {
        install("campplus");
        Path other = folder.resolve("data/qasr/models/a-campplus");
        Files.createDirectory(other);
        Files.copy(folder.resolve("data/qasr/models/campplus/speakers.json"), other.resolve("speakers.json"));
        FakeEngines engines = new FakeEngines();
        transcribe(engines, recording);
        assertTrue(
                engines.opened().contains("voices campplus"), engines.opened().toString());
    }

    @Test
    void segmentListsTurns() throws IOException {
        install("campplus");
        Cli.Outcome rttm = cli(new FakeEngines()).run("segment", "--diarize", "-f", "rttm", recording);
        assertEquals(4, rttm.out().lines().count(), rttm.out() + rttm.err());
        assertTrue(rttm.out().contains(" 1 0.000 3.000 <NA> <NA> S1 <NA> <NA>\n"), rttm.out());
        Cli.Outcome tsv = cli(new FakeEngines()).run("segment", "--diarize", recording);
        assertTrue(tsv.out().contains("3.000\t5.000\t2.000\tS2\n"), tsv.out());
    }

    /** References name recordings by their stem; two of one name would be one recording. */
    @Test
    void rttmNamesRecordingsByTheirStem() throws IOException {
        install("campplus");
        Path other = write("elsewhere/a.wav", 1, 1);
        Path third = write("c d.e.wav", 1, 1);
        for (List<Object> command : List.of(List.<Object>of("segment"), List.<Object>of("transcribe", "-m", model))) {
            List<Object> all = new ArrayList<>(command);
            all.addAll(List.of("--diarize", "-f", "rttm", recording, other, third));
            Cli.Outcome outcome = cli(new FakeEngines()).run(all.toArray());
            List<String> recordings = outcome.out()
                    .lines()
                    .map(row -> row.split(" ", -1)[1])
                    .distinct()
                    .toList();
            assertEquals(List.of(recording.toString(), other.toString(), "c_d.e"), recordings, outcome.err());
            Path out = folder.resolve("out-" + command.get(0));
            all.addAll(List.of("-d", out));
            all.remove(other);
            cli(new FakeEngines()).run(all.toArray());
            assertTrue(Files.readString(out.resolve("a.rttm")).startsWith("SPEAKER a 1 "));
        }
        Path json = folder.resolve("j.json");
        transcribe(new FakeEngines(), "-o", json, recording);
        String rendered =
                cli(new FakeEngines()).run("render", "-f", "rttm", json).out();
        assertTrue(rendered.startsWith("SPEAKER a 1 "), rendered);
        String pipe = cli(new FakeEngines())
                .in(Files.readAllBytes(recording))
                .run("segment", "--diarize", "-f", "rttm", "-")
                .out();
        assertTrue(pipe.startsWith("SPEAKER stdin 1 "), pipe);
    }

    @Test
    void speakersAreRenamed() throws IOException {
        Path out = folder.resolve("out");
        transcribe(new FakeEngines(), "-f", "txt,json", "-d", out, recording);
        Path json = out.resolve("a.json");
        Cli.Outcome outcome = cli(new FakeEngines()).run("rename", json, "S1=张工", "S2=S3", "S3=S2");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(List.of("张工", "张工", "张工", "S3", "S3", "张工", "S2", "S2"), speakers(Files.readString(json)));
        assertTrue(Files.readString(out.resolve("a.txt")).startsWith("张工: One. Two. One.\n\nS3: Three."));
        String before = Files.readString(json);
        assertEquals(
                "qasr: " + json + ": has no speaker 'S9'; its speakers are 张工, S3, S2\n",
                cli(new FakeEngines()).run("rename", json, "S9=Bob").err());
        for (String bad : List.of("S2=", "S2= Bob", "S2=a\nb", "S2", "=Bob", "S2=" + "x".repeat(61))) {
            Cli.Outcome refused = cli(new FakeEngines()).run("rename", json, bad);
            assertEquals(2, refused.status(), bad);
            assertEquals(2, refused.err().lines().count(), refused.err()); // the second one points to the help
        }
        assertEquals(before, Files.readString(json));
    }

    @Test
    void laterRunsKeepNames() throws IOException {
        Path out = folder.resolve("out");
        Path json = out.resolve("a.json");
        transcribe(new FakeEngines(), "-f", "txt,json", "-d", out, recording);
        cli(new FakeEngines()).run("rename", json, "S3=Ada");
        String renamed = Files.readString(json);
        TranscriptSchema.check(renamed);
        assertEquals(
                "[{\"start\":6.000,\"end\":7.000,\"from\":\"S3\",\"to\":\"Ada\"},"
                        + "{\"start\":7.000,\"end\":8.000,\"from\":\"S3\",\"to\":\"Ada\"}]",
                JsonParser.parseString(renamed)
                        .getAsJsonObject()
                        .get("speaker_changes")
                        .toString());
        Cli.Outcome refused = transcribe(new FakeEngines(), "-f", "json", "-d", out, "-l", "en", recording);
        assertEquals(7, refused.status(), refused.err());
        assertTrue(refused.err().contains("it has corrections or retries that this run would remove"), refused.err());
        assertEquals(renamed, Files.readString(json));
        assertEquals(
                0,
                transcribe(new FakeEngines(), "-f", "txt,json", "-d", out, recording)
                        .status());
        assertEquals(renamed, Files.readString(json));
    }

    @Test
    void namesInACorrectedFileAreNotText() throws IOException {
        Path out = folder.resolve("out");
        transcribe(new FakeEngines(), "-f", "txt,srt,vtt,json", "-d", out, recording);
        Path json = out.resolve("a.json");
        for (String name : List.of("a.txt", "a.srt", "a.vtt")) {
            Path file = out.resolve(name);
            String text = Files.readString(file);
            Files.writeString(file, text.replace("Four", "4").replace("Five", "5"));
            Cli.Outcome outcome = cli(new FakeEngines()).run("render", json, "--corrected", file);
            assertEquals(0, outcome.status(), outcome.err());
            assertTrue(
                    Files.readString(json).contains("\"One. Two. One. Three. Three. Two. 4. 5.\""),
                    name + Files.readString(json));
            cli(new FakeEngines()).run("rename", json, "S1=Ada");
            Files.delete(out.resolve("a.json"));
            transcribe(new FakeEngines(), "--on-exists", "overwrite", "-f", "txt,srt,vtt,json", "-d", out, recording);
        }
    }

    @Test
    void aRetryKeepsTheSpeaker() throws IOException {
        Path json = folder.resolve("a.json");
        transcribe(new FakeEngines(), "-o", json, recording);
        Cli.Outcome outcome = cli(new FakeEngines(sound -> "language English<asr_text>Again."))
                .run("retry", "-m", model, json, "--segments", "3-4");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(List.of("S1", "S1", "S1", "S2", "S2", "S1", "S3", "S3"), speakers(Files.readString(json)));
    }

    private static int[] seconds(int count) {
        return IntStream.range(0, count).map(i -> 1 + i / 4 % 2).toArray();
    }

    private static List<JsonObject> events(String err) {
        return err.lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private static List<String> names(List<JsonObject> events) {
        return events.stream().map(event -> event.get("event").getAsString()).toList();
    }

    @Test
    void theReadingForSpeakersIsShownBeforeTheFirstText() throws IOException {
        install("campplus");
        Path talk = write("talk.wav", seconds(70));
        for (List<Object> command : List.of(
                List.<Object>of("segment", "-f", "rttm", "-o", folder.resolve("a.rttm")),
                List.<Object>of("transcribe", "-m", model, "-o", folder.resolve("a.txt")))) {
            List<Object> all = new ArrayList<>(List.of("--progress", "json"));
            all.addAll(command);
            all.addAll(List.of("--diarize", talk));
            List<JsonObject> events =
                    events(cli(new FakeEngines()).progress().run(all.toArray()).err());
            List<String> names = names(events);
            List<JsonObject> readings = events.stream()
                    .filter(event -> event.get("event").getAsString().equals("speakers"))
                    .toList();
            assertEquals(2, readings.size(), names.toString());
            for (int i = 0; i < 2; i++) {
                double read = readings.get(i).get("read_s").getAsDouble();
                assertTrue(read >= 30 * (i + 1) && read < 30 * (i + 2), read + "");
                assertEquals(70, readings.get(i).get("length_s").getAsDouble());
                assertEquals(talk.toString(), readings.get(i).get("file").getAsString());
                assertEquals(0, readings.get(i).get("done_s").getAsDouble());
            }
            assertTrue(names.indexOf("start") < names.indexOf("speakers"), names.toString());
            assertTrue(names.lastIndexOf("speakers") < names.indexOf("segment"), names.toString());
        }
        Cli.Outcome bar = cli(new FakeEngines())
                .terminal(80)
                .run("segment", "--diarize", "-f", "rttm", "-o", folder.resolve("b.rttm"), talk);
        assertTrue(bar.err().contains("finding the speakers"), bar.err());
        Cli.Outcome plain =
                cli(new FakeEngines()).terminal(80).run("segment", "-f", "rttm", "-o", folder.resolve("c.rttm"), talk);
        assertFalse(plain.err().contains("finding the speakers"), plain.err());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWatchOpensTheSpeakerModelsOnceOrAgainWithOneThatIsInstalledLater(boolean later) throws IOException {
        install("campplus");
        if (!later) {
            install("segmentation-3.0");
        }
        Path in = Files.createDirectory(folder.resolve("in"));
        Path out = folder.resolve("out");
        Files.copy(recording, in.resolve("first.wav"));
        FakeEngines engines = new FakeEngines(sound -> {
            try {
                if (!Files.exists(in.resolve("second.wav"))) {
                    install("segmentation-3.0");
                    Files.copy(recording, in.resolve("second.wav"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return "language English<asr_text>One.";
        });
        Cli.Outcome outcome = cli(engines.activity(new Silent()))
                .run(
                        "transcribe",
                        "-m",
                        model,
                        "--diarize",
                        "--watch",
                        in,
                        "-d",
                        out,
                        "--settle",
                        "0",
                        "--idle-exit",
                        "0");
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(Files.readString(out.resolve("second.txt")).startsWith("S1: One."), outcome.err());
        assertEquals(Files.readString(out.resolve("first.txt")), Files.readString(out.resolve("second.txt")));
        for (String opened : List.of("voices campplus", "activity segmentation-3.0", "model model")) {
            assertEquals(
                    later && opened.startsWith("voices") ? 2 : 1,
                    Collections.frequency(engines.opened(), opened),
                    engines.opened().toString());
        }
    }

    /** Hears nobody at the same time. */
    private static final class Silent implements SpeakerActivity {
        @Override
        public List<WindowActivity> activities(float[] sound, int step) {
            return Collections.nCopies(
                    1 + (sound.length - WINDOW_SAMPLES) / step, WindowActivity.of(new float[FRAMES][Powerset.CLASSES]));
        }

        @Override
        public void close() {}
    }
}
