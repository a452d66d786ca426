package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.audio.Waveform;
import qasr.engine.NativeEngines;
import qasr.testing.EvenAligner;
import qasr.testing.FakeDecoder;
import qasr.testing.MadeCall;
import qasr.testing.SeededModel;
import qasr.testing.Signals;
import qasr.testing.TranscriptSchema;

/** {@code --channels} and {@code --names}. */
final class ChannelsCommandTest {
    @TempDir
    private Path folder;

    private Path model;
    private MadeCall call;
    private Path recording;

    @BeforeEach
    void makeCall() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        call = new MadeCall(2, 14, 1)
                .turn(0, 0.5, 3)
                .turn(1, 3.3, 5)
                .turn(0, 5.4, 7)
                .turn(1, 7.5, 12)
                .turn(0, 9.5, 11);
        recording = FakeDecoder.write(folder.resolve("call.wav"), call.withBleed(-25, 320));
    }

    /** Says the number of the turn that is in a chunk, at any loudness. */
    private Function<Waveform, String> listener() {
        List<String> words = List.of("One.", "Two.", "Three.", "Four.", "Five.");
        float[][] clean = call.clean();
        return waveform -> {
            double most = 0;
            int best = 0;
            float[] heard = waveform.toArray();
            for (int turn = 0; turn < call.turns().size(); turn++) {
                MadeCall.Turn each = call.turns().get(turn);
                double likeness = likeness(
                        heard, clean[each.channel()], (int) each.range().start() + 6000);
                if (likeness > most) {
                    most = likeness;
                    best = turn;
                }
            }
            return "language English<asr_text>" + words.get(best);
        };
    }

    /** Returns how alike half a second of a channel and the most similar part of {@code heard} are. */
    private static double likeness(float[] heard, float[] channel, int from) {
        double most = 0;
        for (int at = 0; at + 2000 <= heard.length; at++) {
            double product = 0;
            double energy = 1e-9;
            for (int i = 0; i < 2000; i += 5) {
                product += heard[at + i] * (double) channel[from + i];
                energy += heard[at + i] * (double) heard[at + i];
            }
            most = Math.max(most, product * Math.abs(product) / energy);
        }
        double own = 1e-9;
        for (int i = 0; i < 2000; i += 5) {
            own += channel[from + i] * (double) channel[from + i];
        }
        return most / own;
    }

    private Cli.Outcome transcribe(Object... more) {
        return transcribe(new FakeEngines(listener()), more);
    }

    private Cli.Outcome transcribe(FakeEngines engines, Object... more) {
        List<Object> all = new ArrayList<>(List.of("transcribe", "-m", model));
        all.addAll(List.of(more));
        return new Cli(engines).run(all.toArray());
    }

    private static JsonObject json(Path file) throws IOException {
        String text = Files.readString(file);
        TranscriptSchema.check(text);
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private static List<String> fields(JsonObject result, String... names) {
        List<String> rows = new ArrayList<>();
        for (JsonElement segment : result.getAsJsonArray("segments")) {
            rows.add(String.join(
                    " ",
                    Stream.of(names)
                            .map(name -> segment.getAsJsonObject().get(name).toString())
                            .toList()));
        }
        return rows;
    }

    @Test
    void eachTurnHasItsChannelAndItsSpeaker() throws IOException {
        Path out = folder.resolve("a.json");
        Cli.Outcome outcome = transcribe("--channels", "split", "--names", "Agent,Caller", "-o", out, recording);
        assertEquals(0, outcome.status(), outcome.err());
        JsonObject result = json(out);
        assertEquals(
                List.of(
                        "\"1\" \"Agent\" \"One.\"",
                        "\"2\" \"Caller\" \"Two.\"",
                        "\"1\" \"Agent\" \"Three.\"",
                        "\"2\" \"Caller\" \"Four.\"",
                        "\"1\" \"Agent\" \"Five.\""),
                fields(result, "channel", "speaker", "text"));
        double speech = result.getAsJsonObject("coverage").get("speech_seconds").getAsDouble();
        assertEquals(2.5 + 1.7 + 1.6 + 4.5 + 1.5, speech, 1.0); // both sides, also where they overlap
        assertEquals(
                "[\"Agent\",\"Caller\"]",
                result.getAsJsonObject("options").get("names").toString());
        assertTrue(outcome.err().contains("are the sound of the left channel"), outcome.err());
        assertTrue(result.get("warnings").toString().contains("\"channels\""), outcome.err());
    }

    @Test
    void speakersWithoutNamesAreTheChannels() throws IOException {
        Path out = folder.resolve("a.json");
        transcribe("--channels=split", "-o", out, recording);
        assertEquals(
                List.of("\"left\"", "\"right\"", "\"left\"", "\"right\"", "\"left\""), fields(json(out), "speaker"));
        float[][] three = Arrays.copyOf(call.clean(), 3);
        three[2] = new float[three[0].length];
        Path wide = FakeDecoder.write(folder.resolve("wide.wav"), three);
        Path wideOut = folder.resolve("wide.json");
        Cli.Outcome outcome = transcribe("--channels=split", "--names", "Ada", "-o", wideOut, wide);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                List.of("\"Ada\"", "\"channel 2\"", "\"Ada\"", "\"channel 2\"", "\"Ada\""),
                fields(json(wideOut), "speaker"));
        assertTrue(outcome.err().contains("channel 3 is silent"), outcome.err());
    }

    @ParameterizedTest
    @CsvSource({"left, 1", "right, 2", "2, 2"})
    void oneChannelIsChosen(String channel, String number) throws IOException {
        Path out = folder.resolve("a.json");
        assertEquals(
                0,
                transcribe("--no-vad", "--channels", channel, "-o", out, recording)
                        .status());
        assertEquals(Set.of("\"" + number + "\" null"), Set.copyOf(fields(json(out), "channel", "speaker")));
    }

    @Test
    void aMixHasNoChannel() throws IOException {
        Path out = folder.resolve("a.json");
        assertEquals(0, transcribe("--no-vad", "-o", out, recording).status());
        assertEquals(Set.of("null null"), Set.copyOf(fields(json(out), "channel", "speaker")));
    }

    @Test
    void monoSoundIsNotSplit() throws IOException {
        Path mono = FakeDecoder.write(folder.resolve("mono.wav"), Signals.tone(300, 0.2, 2 * Signals.SECOND));
        Path out = folder.resolve("a.json");
        Cli.Outcome outcome = transcribe("--channels", "split", "--names", "A,B", "-o", out, mono);
        assertEquals(0, outcome.status());
        assertEquals(
                "qasr: " + mono + ": warning: the recording has one channel: it cannot be split by speaker\n",
                outcome.err());
        assertEquals(4, transcribe("--channels", "right", mono).status());
        assertEquals(4, transcribe("--channels", "3", recording).status());
        assertEquals(
                4,
                transcribe("--channels", "split", "--names", "A,B,C", recording).status());
    }

    @ParameterizedTest
    @CsvSource({
        "--channels=both, --channels: 'both' is not mix",
        "--channels=0, --channels: there is no channel 0",
        "--names=A;B, --names: needs --channels split",
        "--channels=split --names=A;;B, --names: 'A;;B' has an empty name"
    })
    void wrongChoicesAreUsageErrors(String options, String message) {
        List<Object> all = new ArrayList<>(
                Arrays.asList((Object[]) options.replace(';', ',').split(" ")));
        all.add(recording);
        Cli.Outcome outcome = transcribe(all.toArray());
        assertEquals(2, outcome.status());
        assertTrue(outcome.err().contains(message.replace(';', ',')), outcome.err());
    }

    @Test
    void aStoppedRunGoesOnInBothChannels() throws IOException {
        Path clean = folder.resolve("clean");
        FakeEngines whole = new FakeEngines(listener());
        assertEquals(
                0,
                transcribe(whole, "--channels", "split", "-f", "json,txt", "-d", clean, recording)
                        .status());
        int all = whole.network().chunks().size();
        Path out = folder.resolve("out");
        AtomicInteger chunks = new AtomicInteger();
        Function<Waveform, String> listener = listener();
        FakeEngines failing = new FakeEngines(waveform -> {
            if (chunks.incrementAndGet() == 4) {
                throw new IllegalStateException("out of memory");
            }
            return listener.apply(waveform);
        });
        assertNotEquals(
                0,
                transcribe(failing, "--channels", "split", "-f", "json,txt", "-d", out, recording)
                        .status());
        FakeEngines rest = new FakeEngines(listener);
        assertEquals(
                0,
                transcribe(rest, "--channels", "split", "-f", "json,txt", "-d", out, recording)
                        .status());
        assertEquals(all - 3, rest.network().chunks().size());
        for (String name : List.of("call.json", "call.txt")) {
            assertArrayEquals(Files.readAllBytes(clean.resolve(name)), Files.readAllBytes(out.resolve(name)));
        }
        FakeEngines mixed = new FakeEngines(listener);
        assertEquals(
                0, transcribe(mixed, "-f", "json,txt", "-d", out, recording).status());
        assertTrue(mixed.network().chunks().size() > 0, "a mix is another text");
    }

    @Test
    void aRetryHearsTheChannelOfEachSegment() throws IOException {
        Path out = folder.resolve("a.json");
        FakeEngines first = new FakeEngines(listener());
        transcribe(first, "--channels", "split", "-o", out, recording);
        List<Waveform> before = first.network().chunks();
        FakeEngines again = new FakeEngines(listener());
        Cli.Outcome outcome = new Cli(again).run("retry", "-m", model, out, "--segments", "1,3-4");
        assertEquals(0, outcome.status(), outcome.err());
        int next = 0;
        for (int segment : new int[] {1, 3, 4}) {
            Waveform retried = again.network().chunks().get(next++);
            Waveform original = before.get(segment);
            assertEquals(original.length(), retried.length(), 32);
            for (int i = 0; i < 1000; i++) {
                assertEquals(original.sample(9000 + i), retried.sample(9000 + i), 0.02);
            }
        }
        assertEquals(
                List.of("\"1\" \"left\"", "\"2\" \"right\"", "\"1\" \"left\"", "\"2\" \"right\"", "\"1\" \"left\""),
                fields(json(out), "channel", "speaker"));
        assertEquals(
                List.of("\"ok\"", "\"retried\"", "\"ok\"", "\"retried\"", "\"retried\""), fields(json(out), "status"));
    }

    @Test
    void partsOfARecordingAndPipesAreSplit() throws IOException {
        Path out = folder.resolve("a.json");
        assertEquals(
                0,
                transcribe("--channels", "split", "--start", "3.1", "--end", "7.2", "-o", out, recording)
                        .status());
        assertEquals(List.of("\"right\"", "\"left\""), fields(json(out), "speaker"));
        assertEquals(
                3.3,
                json(out)
                        .getAsJsonArray("segments")
                        .get(0)
                        .getAsJsonObject()
                        .get("start")
                        .getAsDouble(),
                0.2);
        Cli.Outcome pipe = new Cli(new FakeEngines(listener()))
                .in(Files.readAllBytes(recording))
                .run("transcribe", "-m", model, "--channels", "split", "-f", "json", "-");
        assertEquals(
                List.of("\"left\"", "\"right\"", "\"left\"", "\"right\"", "\"left\""),
                fields(JsonParser.parseString(pipe.out()).getAsJsonObject(), "speaker"));
    }

    @Test
    void segmentsOfASplitRecordingCanBeUsedAgain() throws IOException {
        Path rttm = folder.resolve("call.rttm");
        Cli.Outcome segments = new Cli(new FakeEngines(listener()))
                .run("segment", "--channels", "split", "--names", "Agent,Caller", "-o", rttm, recording);
        assertEquals(0, segments.status(), segments.err());
        assertEquals(
                List.of("1 Agent", "2 Caller", "1 Agent", "2 Caller", "1 Agent"),
                Files.readString(rttm)
                        .lines()
                        .map(row -> row.split(" ", -1))
                        .map(fields -> fields[2] + " " + fields[7])
                        .toList());
        Path out = folder.resolve("a.json");
        Cli.Outcome outcome =
                transcribe("--channels", "split", "--names", "Agent,Caller", "--segments", rttm, "-o", out, recording);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                List.of(
                        "\"1\" \"Agent\"",
                        "\"2\" \"Caller\"",
                        "\"1\" \"Agent\"",
                        "\"2\" \"Caller\"",
                        "\"1\" \"Agent\""),
                fields(json(out), "channel", "speaker"));
    }

    @Test
    void tablesOfSegmentsNameTheSpeakers() throws IOException {
        Path tsv = folder.resolve("call.tsv");
        Cli run = new Cli(new FakeEngines(listener()));
        assertEquals(
                0,
                run.run("segment", "--channels", "split", "-o", tsv, recording).status());
        List<String> rows = Files.readAllLines(tsv);
        assertEquals("start\tend\tduration\tspeaker", rows.get(0));
        assertEquals(
                List.of("left", "right", "left", "right", "left"),
                rows.stream().skip(1).map(row -> row.split("\t", -1)[3]).toList());
        List<String> measured = run.run("segment", "--stats", "--channels", "split", recording)
                .out()
                .lines()
                .toList();
        assertEquals("start\tend\tduration\tspeaker\tlevel\tpeak\tnoise\tsnr\tclipped\tbandwidth", measured.get(0));
        assertTrue(measured.get(2).startsWith(rows.get(2) + "\t-"), measured.get(2));
        Path out = folder.resolve("a.json");
        Cli.Outcome outcome = transcribe("--channels", "split", "--segments", tsv, "-o", out, recording);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(List.of("\"1\"", "\"2\"", "\"1\"", "\"2\"", "\"1\""), fields(json(out), "channel"));
    }

    @Test
    void tablesOfTranscriptsNameTheSpeakers() throws IOException {
        Path other = Files.copy(recording, folder.resolve("other.wav"));
        Path lines = folder.resolve("all.jsonl");
        assertEquals(
                0,
                transcribe("--channels", "split", "-f", "json", "-o", lines, recording, other)
                        .status());
        Path cuts =
                Files.writeString(folder.resolve("cuts.tsv"), "start\tend\tspeaker\n0.5\t3\t\n3.3\t5\tBo\n5.4\t7\t\n");
        for (String format : List.of("tsv", "csv")) {
            String direct = transcribe("--channels", "split", "-f", format, recording, other)
                    .out();
            assertTrue(
                    direct.startsWith(
                            "file\tstart\tend\tspeaker\ttext\n".replace('\t', format.equals("tsv") ? '\t' : ',')),
                    direct);
            assertEquals(render(lines, "-f", format), direct);
            Path out = folder.resolve("out" + format);
            assertEquals(
                    0,
                    transcribe("--segments", cuts, "-f", format + ",json", "-d", out, recording)
                            .status());
            String table = Files.readString(out.resolve("call." + format));
            assertTrue(table.contains("Bo"), table);
            assertEquals(render(out.resolve("call.json"), "-f", format), table);
        }
    }

    private static String render(Object... arguments) {
        return new Cli(new FakeEngines())
                .run(Stream.concat(Stream.of("render"), Stream.of(arguments)).toArray())
                .out();
    }

    @Test
    void aTableWithAnEmptyColumnForSpeakersFollowsItsResult() throws IOException {
        Path mono = FakeDecoder.write(folder.resolve("mono.wav"), 0.1, 0.2);
        Path out = folder.resolve("out");
        transcribe("--channels", "split", "-f", "tsv,json", "-d", out, mono);
        assertEquals(
                0,
                new Cli(new FakeEngines(sound -> "language English<asr_text>Nine."))
                        .run("retry", "-m", model, out.resolve("mono.json"), "--segments", "0")
                        .status());
        String table = Files.readString(out.resolve("mono.tsv"));
        assertTrue(table.startsWith("start\tend\tspeaker\ttext\n0\t1000\t\tNine.\n"), table);
    }

    @Test
    void withoutDetectionEachChannelIsTranscribedWhole() throws IOException {
        Path out = folder.resolve("a.json");
        assertEquals(
                0,
                transcribe("--channels", "split", "--no-vad", "-o", out, recording)
                        .status());
        assertEquals(List.of("\"1\" \"left\"", "\"2\" \"right\""), fields(json(out), "channel", "speaker"));
    }

    @Test
    void wordsAreTimedInTheirOwnChannel() throws IOException {
        Path out = folder.resolve("a.json");
        FakeEngines engines = new FakeEngines(listener()).installing(new EvenAligner(), false);
        Path aligner = Files.createDirectory(folder.resolve("aligner"));
        Cli.Outcome outcome = transcribe(
                engines, "--channels", "split", "--timestamps", "word", "--aligner", aligner, "-o", out, recording);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(List.of("\"1\"", "\"2\"", "\"1\"", "\"2\"", "\"1\""), fields(json(out), "channel"));
        Path again = folder.resolve("again.json");
        Cli.Outcome aligned = new Cli(new FakeEngines(listener()).installing(new EvenAligner(), true))
                .run("align", "-m", model, "--aligner", aligner, recording, out, "-o", again);
        assertEquals(0, aligned.status(), aligned.err());
        assertEquals(
                fields(json(out), "channel", "speaker", "text"), fields(json(again), "channel", "speaker", "text"));
    }

    /** With the built-in detector and a seeded model: the real engines. */
    @Test
    void theResultDoesNotDependOnBatchesAndThreads() throws IOException {
        Path seeded = SeededModel.tiny().writeTo(folder.resolve("seeded"));
        float[][] mixed = call.withBleed(-25, 320);
        ByteBuffer pcm = ByteBuffer.allocate(4 * mixed[0].length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < mixed[0].length; i++) {
            pcm.putShort((short) (32_767 * mixed[0][i] / 2)).putShort((short) (32_767 * mixed[1][i] / 2));
        }
        Path raw = Files.write(folder.resolve("call.raw"), pcm.array());
        List<byte[]> results = new ArrayList<>();
        for (String[] how : new String[][] {{"1", "1"}, {"4", "1"}, {"4", "2"}}) {
            Path out = folder.resolve("out" + results.size());
            Cli.Outcome outcome = new Cli(new NativeEngines(directory -> List.of()))
                    .run(
                            "transcribe",
                            "-m",
                            seeded,
                            "--raw",
                            "s16le,16000,2",
                            "--channels",
                            "split",
                            "--vad-threshold",
                            "0.05",
                            "--batch-size",
                            how[0],
                            "-t",
                            how[1],
                            "-f",
                            "json",
                            "-d",
                            out,
                            raw);
            assertEquals(0, outcome.status(), outcome.err());
            results.add(Files.readAllBytes(out.resolve("call.json")));
        }
        assertTrue(fields(json(folder.resolve("out0").resolve("call.json")), "channel")
                        .size()
                > 1);
        assertArrayEquals(results.get(0), results.get(1));
        assertArrayEquals(results.get(0), results.get(2));
    }
}
