package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import qasr.engine.NativeEngines;
import qasr.testing.NewUser;
import qasr.testing.OtherRoom;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;
import qasr.testing.TranscriptSchema;

/** An aligner with weights, as {@code --aligner} opens it, beside the built-in model. Its weights are random, so are its times. */
final class SeededAlignerTest {
    private static final Path MODEL = Path.of("models", "demo");
    private static final Path ENGLISH = Path.of("examples", "english.ogg");
    private static final Path SPANISH = Path.of("examples", "spanish.mp3");

    @TempDir
    static Path temporary;

    private static Path aligner;

    @TempDir
    Path folder;

    @BeforeAll
    static void write() throws IOException {
        aligner = SeededModel.aligner(SeededShape.SMALL_ALIGNER).seed(7).writeTo(temporary.resolve("aligner"));
    }

    private static Cli.Outcome run(boolean room, Object... arguments) {
        return new Cli(OtherRoom.of(new NativeEngines(directory -> List.of()), room)).run(arguments);
    }

    private Cli.Outcome transcribe(boolean room, Path out, Path... recordings) {
        List<Object> arguments = new ArrayList<>(List.of("transcribe", "-m", MODEL, "--aligner", aligner));
        arguments.addAll(List.of("--timestamps", "word", "-f", "json,srt", "--subtitle-profile", "none", "-d", out));
        arguments.addAll(List.of(recordings));
        return run(room, arguments.toArray());
    }

    /** Returns the results in {@code out} by their names. */
    private static Map<String, String> results(Path out) throws IOException {
        Map<String, String> results = new TreeMap<>();
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                results.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return results;
    }

    @Test
    void randomTimesAreNotBelievedAndRoomChangesNothing() throws IOException {
        Path with = folder.resolve("with");
        Path without = folder.resolve("without");
        Cli.Outcome outcome = transcribe(true, with, ENGLISH, SPANISH);
        assertEquals(0, outcome.status(), outcome.err());
        Cli.Outcome later = transcribe(false, without, ENGLISH, SPANISH);
        assertEquals(outcome, later);
        assertEquals(results(with), results(without));
        assertEquals(4, results(with).size());
        assertTrue(outcome.err().contains("their times are estimated"), outcome.err());
        String json = results(with).get("english.json");
        TranscriptSchema.check(json);
        for (JsonElement element :
                JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("segments")) {
            JsonObject segment = element.getAsJsonObject();
            assertEquals("approx", segment.get("timing").getAsString());
            StringBuilder words = new StringBuilder();
            segment.getAsJsonArray("words")
                    .forEach(word ->
                            words.append(word.getAsJsonObject().get("word").getAsString()));
            assertEquals(segment.get("text").getAsString(), words.toString());
        }
    }

    /** Where memory is short, many recordings are transcribed and aligned in groups: here two, two and one. */
    @Test
    void groupsOfRecordingsGiveTheSameResults() throws IOException {
        List<Path> recordings = Stream.of("english.ogg", "spanish.mp3", "french.flac", "russian.wav", "cantonese.mp4")
                .map(name -> Path.of("examples", name))
                .toList();
        Path together = folder.resolve("together");
        Cli.Outcome expected = transcribe(true, together, recordings.toArray(Path[]::new));
        Path grouped = folder.resolve("grouped");
        List<String> opened = new ArrayList<>();
        List<Object> arguments = new ArrayList<>(List.of("transcribe", "-m", MODEL, "--aligner", aligner));
        arguments.addAll(
                List.of("--timestamps", "word", "-f", "json,srt", "--subtitle-profile", "none", "-d", grouped));
        arguments.addAll(recordings);
        Cli.Outcome outcome = new Cli(OtherRoom.waiting(new NativeEngines(directory -> List.of()), 2, name -> {
                    if (name.equals("openModel") || name.equals("openAligner")) {
                        opened.add(name);
                    }
                }))
                .run(arguments.toArray());
        assertEquals(expected, outcome);
        assertEquals(results(together), results(grouped));
        assertEquals(
                List.of("openModel", "openAligner", "openModel", "openAligner", "openModel", "openAligner"), opened);
    }

    @Test
    void alignTakesTheAlignerForTextAndForResults() throws IOException {
        Path out = folder.resolve("out");
        assertEquals(0, transcribe(true, out, ENGLISH).status());
        for (Path text : List.of(Path.of("examples", "english.txt"), out.resolve("english.json"))) {
            String[] results = new String[2];
            for (int i = 0; i < 2; i++) {
                Path result = folder.resolve("result" + i + ".json");
                Cli.Outcome outcome = run(
                        i == 0,
                        "align",
                        "-m",
                        MODEL,
                        "--aligner",
                        aligner,
                        "--on-exists",
                        "overwrite",
                        "-o",
                        result,
                        ENGLISH,
                        text);
                assertEquals(0, outcome.status(), outcome.err());
                results[i] = Files.readString(result);
            }
            assertEquals(results[0], results[1]);
            TranscriptSchema.check(results[0]);
            assertTrue(results[0].contains("\"approx\""), results[0]);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aRunKilledInEitherPassIsFinishedWithTheSameBytes() throws Exception {
        Path clean = folder.resolve("clean");
        transcribe(false, clean, ENGLISH, SPANISH);
        Path out = folder.resolve("out");
        assertEquals(137, killed("next", 2, out));
        assertTrue(results(out).isEmpty(), results(out).keySet().toString());
        assertEquals(137, killed("alignJudged", 2, out));
        assertFalse(results(out).containsKey("spanish.json"));
        assertEquals(0, killed("none", 0, out));
        assertEquals(results(clean), results(out));
    }

    private int killed(String method, int call, Path out) throws Exception {
        File log = folder.resolve("log").toFile();
        Process process = NewUser.process(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir", ""),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "qasr.cli.KilledRun",
                        method,
                        String.valueOf(call),
                        "transcribe",
                        "-m",
                        MODEL.toString(),
                        "--aligner",
                        aligner.toString(),
                        "--timestamps",
                        "word",
                        "-f",
                        "json,srt",
                        "--subtitle-profile",
                        "none",
                        "-d",
                        out.toString(),
                        ENGLISH.toString(),
                        SPANISH.toString())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        assertTrue(process.waitFor(3, TimeUnit.MINUTES), "it hangs");
        return process.exitValue();
    }
}
