package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.engine.Engines;
import qasr.testing.EvenAligner;
import qasr.testing.FakeDecoder;
import qasr.testing.LoudnessVoices;
import qasr.testing.OtherRoom;
import qasr.testing.TranscriptSchema;

/** Word times of transcribe, with an aligner that gives each word an equal share of its chunk. */
final class WordTimesCommandTest {
    @TempDir
    Path folder;

    private Path model;
    private Path aligner;
    private Path recording;

    @BeforeEach
    void record() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        aligner = Files.createDirectory(folder.resolve("words"));
        recording = write("a.wav", 3);
    }

    private Path write(String name, int seconds) throws IOException {
        float[] samples = new float[seconds * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (i % 2 == 0 ? 0.1f : -0.1f) * (1 + i / Waveform.SAMPLE_RATE);
        }
        return FakeDecoder.write(folder.resolve(name), samples);
    }

    private static FakeEngines engines() {
        return engines("English");
    }

    private static FakeEngines engines(String language) {
        return new FakeEngines(sound -> "language " + language + "<asr_text>Well, all is fine.");
    }

    private static JsonObject segment(String json, int index) {
        TranscriptSchema.check(json);
        return JsonParser.parseString(json)
                .getAsJsonObject()
                .getAsJsonArray("segments")
                .get(index)
                .getAsJsonObject();
    }

    @Test
    void wordsComeWithTheirTimesInJson() {
        Cli.Outcome outcome = new Cli(engines().bringing(new EvenAligner()))
                .run("transcribe", "-m", model, "-f", "json", "--timestamps", "word", recording);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals("", outcome.err());
        JsonObject segment = segment(outcome.out(), 1);
        assertEquals("aligned", segment.get("timing").getAsString());
        assertEquals(
                "[{\"word\":\"Well, \",\"start\":1.000,\"end\":1.250,\"probability\":0.7788},"
                        + "{\"word\":\"all \",\"start\":1.250,\"end\":1.500,\"probability\":0.7788},"
                        + "{\"word\":\"is \",\"start\":1.500,\"end\":1.750,\"probability\":0.7788},"
                        + "{\"word\":\"fine.\",\"start\":1.750,\"end\":2.000,\"probability\":0.7788}]",
                segment.get("words").toString());
    }

    @Test
    void withoutAnAlignerTimesAreEstimatedAndAWarningSaysWhatInstallsOne() {
        Cli.Outcome outcome =
                new Cli(engines()).run("transcribe", "-m", model, "-f", "json", "--timestamps", "word", recording);
        assertEquals(0, outcome.status());
        assertEquals(
                "qasr: " + recording + ": warning: word times are estimated: no aligner is installed; to install one"
                        + " once (1.8 GB), run: qasr models pull Qwen/Qwen3-ForcedAligner-0.6B\n",
                outcome.err());
        assertEquals("approx", segment(outcome.out(), 0).get("timing").getAsString());
        assertTrue(outcome.out().contains("\"estimated_times\""), outcome.out());
    }

    @Test
    void aLanguageThatTheAlignerDoesNotKnowIsNeverGivenToIt() {
        EvenAligner failing = new EvenAligner(times -> {
            throw new AssertionError("was given another language");
        });
        Cli.Outcome outcome = new Cli(engines("Spanish").bringing(failing))
                .run("transcribe", "-m", model, "-f", "json", "--timestamps", "word", recording);
        assertEquals(
                "qasr: " + recording + ": warning: word times are estimated: the aligner does not know Spanish\n",
                outcome.err());
        assertEquals("approx", segment(outcome.out(), 2).get("timing").getAsString());
    }

    @Test
    void jsonHasNoWordsAndNoAlignerIsOpenedUnlessTheyAreWanted() {
        for (List<String> options : List.of(List.<String>of(), List.of("--timestamps", "segment"))) {
            FakeEngines engines = engines().installing(new EvenAligner(), true);
            Object[] arguments = Stream.concat(
                            Stream.of("transcribe", "-m", model, "--aligner", aligner, "-f", "json", recording),
                            options.stream())
                    .toArray();
            JsonObject segment = segment(new Cli(engines).run(arguments).out(), 0);
            assertEquals("[]", segment.get("words").toString());
            assertEquals("vad", segment.get("timing").getAsString());
            assertFalse(
                    engines.opened().contains("aligner words"), engines.opened().toString());
        }
    }

    @Test
    void subtitlesAreAlignedByDefault() {
        FakeEngines engines = engines().installing(new EvenAligner(), true);
        Cli.Outcome outcome =
                new Cli(engines).run("transcribe", "-m", model, "--aligner", aligner, "-f", "srt", recording);
        assertEquals("", outcome.err());
        assertTrue(engines.opened().contains("aligner words"), engines.opened().toString());
    }

    @Test
    void aMissingAlignerIsAnErrorOfTheModelOnlyIfItWasNamed() {
        Cli.Outcome outcome = new Cli(engines())
                .run(
                        "transcribe",
                        "-m",
                        model,
                        "--aligner",
                        "nowhere",
                        "--timestamps",
                        "word",
                        "-f",
                        "json",
                        recording);
        assertEquals(5, outcome.status(), outcome.err());
        assertTrue(outcome.err().startsWith("qasr: nowhere: no model of this name is installed"), outcome.err());
    }

    @Test
    void withoutRoomTheAlignerRunsAfterTheModelIsClosedAndNothingElseIsDifferent() throws IOException {
        Path second = write("b.wav", 2);
        byte[][] results = new byte[2][];
        for (boolean fits : new boolean[] {true, false}) {
            FakeEngines engines = engines().installing(new EvenAligner(), fits);
            Path out = folder.resolve("out" + fits);
            Cli.Outcome outcome = new Cli(engines)
                    .run(
                            "transcribe",
                            "-m",
                            model,
                            "--aligner",
                            aligner,
                            "--timestamps",
                            "word",
                            "-f",
                            "json",
                            "-d",
                            out,
                            recording,
                            second);
            assertEquals(0, outcome.status(), outcome.err());
            assertEquals("", outcome.err());
            results[fits ? 0 : 1] = Files.readAllBytes(out.resolve("b.json"));
            List<String> models = engines.opened().stream()
                    .filter(name -> !name.equals("decoder"))
                    .toList();
            assertEquals(
                    fits
                            ? List.of("model model", "aligner words")
                            : List.of("model model", "closed model", "aligner words"),
                    models);
            assertEquals(
                    "aligned",
                    segment(Files.readString(out.resolve("a.json")), 0)
                            .get("timing")
                            .getAsString());
            try (Stream<Path> files = Files.list(out)) {
                assertEquals(
                        List.of(".qasr", "a.json", "b.json"),
                        files.map(file -> file.getFileName().toString())
                                .sorted()
                                .toList());
            }
        }
        assertArrayEquals(results[0], results[1]);
    }

    @Test
    void severalCopiesOfARecordingWaitForEachOther() throws IOException {
        Path second = Files.copy(recording, folder.resolve("b.wav"));
        Path third = Files.copy(recording, folder.resolve("c.wav"));
        Path out = folder.resolve("out");
        Cli.Outcome outcome = new Cli(engines().installing(new EvenAligner(), false))
                .run(
                        "transcribe",
                        "-m",
                        model,
                        "--aligner",
                        aligner,
                        "--timestamps",
                        "word",
                        "-f",
                        "json",
                        "--on-exists",
                        "overwrite",
                        "-d",
                        out,
                        recording,
                        second,
                        third);
        assertEquals(0, outcome.status(), outcome.err());
        for (String name : List.of("a.json", "b.json", "c.json")) {
            assertEquals(
                    "aligned",
                    segment(Files.readString(out.resolve(name)), 0)
                            .get("timing")
                            .getAsString());
        }
    }

    /** The model is gone when it is to be opened for the second recording, of which the third is a copy. */
    @Test
    void copiesDoNotWaitForEachOtherIfTheModelCannotBeOpenedAgain() throws IOException {
        Path second = FakeDecoder.write(folder.resolve("b.wav"), 0.2);
        Path third = Files.copy(second, folder.resolve("c.wav"));
        Engines engines = OtherRoom.waiting(engines().installing(new EvenAligner(), false), 1, call -> {
            if (call.equals("openModel")) {
                assertTrue(model.toFile().delete());
            }
        });
        Path out = folder.resolve("out");
        Object[] words = {
            "transcribe",
            "-m",
            model,
            "--aligner",
            aligner,
            "--timestamps",
            "word",
            "-f",
            "json",
            "-d",
            out,
            recording,
            second,
            third
        };
        Cli.Outcome outcome =
                assertTimeoutPreemptively(Duration.ofMinutes(1), () -> new Cli(engines).run(words), "endless");
        assertEquals(3, outcome.status(), outcome.err());
        assertTrue(Files.exists(out.resolve("a.json")), outcome.err());
        for (Path copy : List.of(second, third)) {
            assertTrue(outcome.err().contains("qasr: " + copy + ": "), outcome.err());
        }
    }

    @Test
    void aPipeIsKeptForTheSecondPassAndGivesTheSameTimes() throws IOException {
        byte[] bytes = Files.readAllBytes(recording);
        String[] results = new String[2];
        for (int i = 0; i < 2; i++) {
            FakeEngines engines = engines().installing(new EvenAligner(), i == 0);
            Path out = folder.resolve("piped" + i + ".json");
            Cli.Outcome outcome = new Cli(engines)
                    .in(bytes)
                    .run("transcribe", "-m", model, "--aligner", aligner, "--timestamps", "word", "-o", out, "-");
            assertEquals(0, outcome.status(), outcome.err());
            results[i] = Files.readString(out);
        }
        assertEquals(results[0], results[1]);
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(files.noneMatch(file -> file.toString().contains("qasr-sound")));
        }
    }

    @Test
    void aRunThatFailsInTheSecondPassResumesWithoutDecodingAgain() throws IOException {
        AtomicInteger chunks = new AtomicInteger();
        EvenAligner failing = new EvenAligner(times -> {
            if (chunks.incrementAndGet() == 2) {
                throw new IllegalStateException("planted");
            }
            return times;
        });
        Path out = folder.resolve("out");
        Object[] arguments = {
            "transcribe", "-m", model, "--aligner", aligner, "--timestamps", "word", "-f", "json", "-d", out, recording
        };
        Cli.Outcome failed = new Cli(engines().installing(failing, false)).run(arguments);
        assertEquals(1, failed.status(), failed.err());
        assertFalse(Files.exists(out.resolve("a.json")));
        FakeEngines engines = engines().installing(new EvenAligner(), false);
        Cli.Outcome resumed = new Cli(engines).run(arguments);
        assertEquals(0, resumed.status(), resumed.err());
        assertTrue(resumed.err().contains("resuming"), resumed.err());
        assertEquals(0, engines.network().chunks().size());
        Path fresh = folder.resolve("fresh");
        arguments[10] = fresh;
        new Cli(engines().installing(new EvenAligner(), true)).run(arguments);
        assertEquals(Files.readString(fresh.resolve("a.json")), Files.readString(out.resolve("a.json")));
    }

    @Test
    void timesOfSegmentsWithoutSpeechDetectionStayApproximate() throws IOException {
        Path cuts = Files.writeString(folder.resolve("cuts.tsv"), "0\t1\n");
        Map<List<Object>, String> timings =
                Map.of(List.of("--no-vad"), "approx", List.of("--segments", cuts), "approx", List.of("--vad"), "vad");
        timings.forEach((cutting, timing) -> {
            Path json = folder.resolve(timing + cutting.get(0) + ".json");
            Stream<Object> arguments = Stream.concat(
                    Stream.of("transcribe", "-m", model, "--timestamps", "word", "-o", json, recording),
                    cutting.stream());
            FakeEngines engines = engines().bringing(new EvenAligner());
            assertEquals(0, new Cli(engines).run(arguments.toArray()).status());
            String timed = new Cli(engines()).run("render", json, "-f", "json").out();
            assertEquals("aligned", segment(timed, 0).get("timing").getAsString());
            String untimed = new Cli(engines())
                    .run("render", json, "-f", "json", "--timestamps", "none")
                    .out();
            assertEquals(timing, segment(untimed, 0).get("timing").getAsString());
        });
    }

    /** Returns how many chunks a run decodes. */
    private int decoded(Path out, String formats, Object... more) {
        FakeEngines engines = engines().installing(new EvenAligner(), true).voices(new LoudnessVoices());
        Stream<Object> arguments = Stream.concat(
                Stream.of("transcribe", "-m", model, "--aligner", aligner, "-f", formats, "-d", out, recording),
                Stream.of(more));
        Cli.Outcome outcome = new Cli(engines)
                .variable("XDG_DATA_HOME", folder.resolve("data").toString())
                .run(arguments.toArray());
        assertEquals(0, outcome.status(), outcome.err());
        return engines.network().chunks().size();
    }

    @Test
    void jsonIsMadeAgainForTheFormatsThatNeedWords() throws IOException {
        Path out = folder.resolve("out");
        decoded(out, "json,txt");
        assertEquals(0, decoded(out, "json,txt"), "up to date");
        assertTrue(decoded(out, "json,srt") > 0);
        String timed = Files.readString(out.resolve("a.json"));
        assertFalse(segment(timed, 0).getAsJsonArray("words").isEmpty());
        assertEquals(0, decoded(out, "json,srt"), "up to date");
        assertEquals(0, decoded(out, "txt,srt"), "text is the same with words");
        assertEquals(0, decoded(out, "json,txt"), "words do no harm");
        assertEquals(timed, Files.readString(out.resolve("a.json")));
        recording = Files.move(recording, folder.resolve("renamed.wav"));
        assertEquals(0, decoded(out, "json,txt"), "copied with its words");
        assertEquals(
                segment(timed, 0).get("words"),
                segment(Files.readString(out.resolve("renamed.json")), 0).get("words"));
        assertTrue(decoded(out, "json", "--timestamps", "none") > 0, "has words that nobody wants");
        Path others = folder.resolve("others");
        decoded(others, "json,srt");
        Files.writeString(aligner.resolve("config.json"), "{}");
        assertTrue(decoded(others, "json") > 0, "has the words of another aligner");
    }

    @Test
    void whatHoldsWordTimesIsMadeAgainWithAnotherAligner() throws IOException {
        Path directory = Files.createDirectories(folder.resolve("data/qasr/models/campplus"));
        Files.writeString(
                directory.resolve("speakers.json"),
                "{\"model\":\"campplus\",\"file\":\"weights.pt\",\"sha256\":\"" + "0".repeat(64) + "\"}");
        Path plain = folder.resolve("plain");
        Path subtitles = folder.resolve("subtitles");
        Path speakers = folder.resolve("speakers");
        decoded(plain, "txt,json");
        decoded(subtitles, "srt,txt");
        decoded(speakers, "txt", "--diarize");
        assertEquals(0, decoded(subtitles, "srt,txt"), "up to date");
        assertEquals(0, decoded(speakers, "txt", "--diarize"), "up to date");
        Files.writeString(aligner.resolve("config.json"), "{}");
        assertEquals(0, decoded(plain, "txt,json"), "has no words");
        assertEquals(0, decoded(subtitles, "txt"), "has no words");
        assertTrue(decoded(subtitles, "srt,txt") > 0);
        assertTrue(decoded(speakers, "txt", "--diarize") > 0);
    }

    @Test
    void textThatWasNotSaidIsInTheReviewAndStrictRunsFail() throws IOException {
        EvenAligner doubting = new EvenAligner(times -> times, units -> {
            BitSet all = new BitSet();
            all.set(0, units);
            return Optional.of(all);
        });
        Path review = folder.resolve("review.tsv");
        Cli.Outcome outcome = new Cli(engines().bringing(doubting))
                .run(
                        "transcribe",
                        "-m",
                        model,
                        "-f",
                        "json",
                        "--timestamps",
                        "word",
                        "--review",
                        review,
                        "--strict",
                        recording);
        assertEquals(8, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("the text does not fit the sound"), outcome.err());
        assertEquals(4, Files.readAllLines(review).size());
        assertTrue(Files.readString(review).contains("not_said"), Files.readString(review));
        assertTrue(outcome.out().contains("\"not_said\""), outcome.out());
    }
}
