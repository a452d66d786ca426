package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;

/** Tests {@code --shard} and {@code --shard-by}. The engines are fakes. */
final class ShardCommandTest {
    @TempDir
    Path folder;

    private Path model;
    private Path recordings;

    @BeforeEach
    void makeFolders() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        recordings = Files.createDirectory(folder.resolve("recordings"));
    }

    @Test
    void theShardsTogetherWriteTheFilesOfOneRun() throws IOException {
        for (int i = 0; i < 12; i++) {
            recording("day" + i % 3 + "/" + i + ".wav", i % 6, 1);
            recording("day" + i % 3 + "/" + i + ".mp3", i % 5, 1); // the same stem: both names become longer
        }
        Cli.Outcome whole = run("-r", "-f", "txt,json", "-d", folder.resolve("whole"), recordings);
        assertEquals(0, whole.status(), whole.err());
        for (String by : List.of("path", "duration")) {
            int processed = 0;
            for (int i = 1; i <= 5; i++) {
                Path report = folder.resolve(by + i + ".json");
                Cli.Outcome shard = run(
                        "-r",
                        "-f",
                        "txt,json",
                        "-d",
                        folder.resolve(by),
                        "--shard",
                        i + "/5",
                        "--shard-by",
                        by,
                        "--report",
                        report,
                        recordings);
                assertEquals(0, shard.status(), shard.err());
                int own = files(report).size();
                assertTrue(shard.err().contains("qasr: shard " + i + "/5: " + own + " of 24 inputs\n"), shard.err());
                processed += own;
            }
            assertEquals(24, processed, by);
            assertEquals(contents(folder.resolve("whole")), contents(folder.resolve(by)), by);
        }
        Cli.Outcome again = run("-r", "-f", "txt,json", "-d", folder.resolve("path"), "-v", recordings);
        assertEquals(
                24,
                again.err()
                        .lines()
                        .filter(line -> line.endsWith("is up to date"))
                        .count(),
                again.err());
    }

    @Test
    void theFolderMayBeMountedElsewhere() throws IOException {
        for (int i = 0; i < 20; i++) {
            recording("x/" + i + ".wav", 1, 1);
        }
        recording("x/" + Normalizer.normalize("\u00fcber.wav", Normalizer.Form.NFD), 1, 1);
        Path other = Files.createDirectories(folder.resolve("mnt/deep/er"));
        try (Stream<Path> files = Files.list(recordings.resolve("x"))) {
            Path copies = Files.createDirectory(other.resolve("x"));
            for (Path file : files.toList()) {
                String name = Normalizer.normalize(file.getFileName().toString(), Normalizer.Form.NFC);
                Files.copy(file, copies.resolve(name));
            }
        }
        for (int i = 1; i <= 3; i++) {
            assertEquals(names(i, recordings), names(i, other));
        }
    }

    private List<String> names(int number, Path input) throws IOException {
        Path report = folder.resolve("report.json");
        Files.deleteIfExists(report);
        Cli.Outcome outcome =
                run("-r", "--shard", number + "/3", "--report", report, "-d", folder.resolve("o" + number), input);
        assertEquals(0, outcome.status(), outcome.err());
        List<String> names = new ArrayList<>();
        for (JsonElement file : files(report)) {
            String path = file.getAsJsonObject().get("path").getAsString();
            names.add(Normalizer.normalize(path.substring(input.toString().length()), Normalizer.Form.NFC));
        }
        return names.stream().sorted().toList();
    }

    @Test
    void durationBalancesByHeaderAndExcerpt() throws IOException {
        recording("long.wav", 1, 9);
        for (int i = 0; i < 9; i++) {
            recording("short" + i + ".wav", 1, 1);
        }
        assertEquals(List.of(9.0, 9.0), seconds());
        assertEquals(List.of(5.0, 5.0), seconds("--end", "1"));
    }

    private List<Double> seconds(String... options) throws IOException {
        List<Double> sums = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            Path report = folder.resolve("report.json");
            Files.deleteIfExists(report);
            List<Object> arguments = new ArrayList<>(List.of(
                    "--shard-by", "duration", "--shard", i + "/2", "--report", report, "-d", folder.resolve("out")));
            arguments.addAll(List.of(options));
            arguments.add(recordings);
            Cli.Outcome outcome = run(arguments.toArray());
            assertEquals(0, outcome.status(), outcome.err());
            double sum = 0;
            for (JsonElement file : files(report)) {
                double seconds = file.getAsJsonObject().get("seconds").getAsDouble();
                sum += options.length == 0 ? seconds : 1;
            }
            sums.add(sum);
        }
        return sums;
    }

    @Test
    void eachMissingFileOfAListFailsInOneShard() throws IOException {
        recording("0.wav", 1, 1);
        List<String> lines = new ArrayList<>(List.of(recordings.resolve("0.wav").toString()));
        for (int i = 1; i < 30; i++) {
            lines.add(recordings.resolve(i + ".wav").toString());
        }
        Path list = Files.write(folder.resolve("list"), lines);
        TreeSet<String> paths = new TreeSet<>();
        int failed = 0;
        for (int i = 1; i <= 4; i++) {
            Path report = folder.resolve("report" + i + ".json");
            Cli.Outcome outcome = run(
                    "--files-from",
                    list,
                    "--shard",
                    i + "/4",
                    "--shard-by",
                    "duration",
                    "--report",
                    report,
                    "-d",
                    folder.resolve("out"));
            List<Integer> statuses = List.of(0, 3, 4); // the shard may have the good one alone, or none that is good
            assertTrue(statuses.contains(outcome.status()), outcome.err());
            assertTrue(files(report).size() > 0, outcome.err());
            for (JsonElement file : files(report)) {
                assertTrue(paths.add(file.getAsJsonObject().get("path").getAsString()));
                failed += file.getAsJsonObject().get("status").getAsString().equals("failed") ? 1 : 0;
            }
        }
        assertEquals(new TreeSet<>(lines), paths);
        assertEquals(29, failed);
    }

    /** A directory that is not mounted on one machine must not look like a shard without work. */
    @Test
    void aMissingInputOfTheCommandLineFailsInEveryShard() {
        for (int i = 1; i <= 3; i++) {
            Cli.Outcome outcome = run("--shard", i + "/3", "-d", folder.resolve("out"), folder.resolve("unmounted"));
            assertEquals(4, outcome.status(), outcome.err());
            assertTrue(outcome.err().contains("unmounted: no such file"), outcome.err());
        }
    }

    @Test
    void aShardWithoutInputsIsDoneAndReported() throws IOException {
        recording("a.wav", 1, 1);
        int empty = 0;
        for (int i = 1; i <= 3; i++) {
            Path report = folder.resolve("report" + i + ".json");
            Cli.Outcome outcome = run("--shard", i + "/3", "--report", report, "-d", folder.resolve("out"), recordings);
            assertEquals(0, outcome.status(), outcome.err());
            empty += files(report).isEmpty() ? 1 : 0;
            assertEquals(i + "/3", report(report).get("shard").getAsString());
        }
        assertEquals(2, empty);
        assertEquals(
                "qasr: shard 1/1: 1 of 1 inputs\n",
                run("--shard", "1/1", recordings).err());
    }

    /** A thousand folders may each hold an audio.wav. */
    @Test
    void filesOfSeveralFoldersWithTheSamePathAreSpread() throws IOException {
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            arguments.add(recording("call" + i + "/audio.wav", 1, 1).getParent());
        }
        for (int i = 1; i <= 2; i++) {
            Path report = folder.resolve("report" + i + ".json");
            List<Object> all =
                    new ArrayList<>(List.of("--shard", i + "/2", "--report", report, "-d", folder.resolve("out" + i)));
            all.addAll(arguments);
            run(all.toArray());
            assertEquals(20, files(report).size(), 15);
        }
    }

    @Test
    void segmentsAndLanguagesAreShardedToo() throws IOException {
        for (int i = 0; i < 8; i++) {
            recording(i + ".wav", 1, 2);
        }
        for (String command : List.of("segment", "detect-lang")) {
            Path out = folder.resolve(command);
            for (int i = 1; i <= 3; i++) {
                List<Object> arguments = new ArrayList<>(List.of(command, "--shard", i + "/3", "-d", out, recordings));
                if (command.equals("detect-lang")) {
                    arguments.addAll(List.of("-m", model));
                }
                assertEquals(
                        0, new Cli(new FakeEngines()).run(arguments.toArray()).status());
            }
            assertEquals(8, contents(out).size(), command);
        }
    }

    @Test
    void wrongShardsAreOneUsageError() {
        for (String wrong : List.of("0/3", "4/3", "3", "a/b", "1/0", "", "-1/3")) {
            Cli.Outcome outcome = run("--shard", wrong, recordings);
            assertEquals(2, outcome.status());
            assertEquals(
                    "qasr: --shard: '" + wrong
                            + "' is no shard: use I/N with I from 1 to N and N at most 100000, such as 1/8\n"
                            + "Try 'qasr transcribe --help'.\n",
                    outcome.err());
        }
        assertEquals(2, run("--shard-by", "duration", recordings).status());
        assertEquals(2, run("--shard", "1/2", "--shard-by", "size", recordings).status());
        Cli.Outcome piped = run("--shard", "1/2", "-");
        assertEquals(2, piped.status());
        assertTrue(piped.err().contains("standard input cannot be divided"), piped.err());
    }

    private Path recording(String name, int tenths, int seconds) throws IOException {
        Path file = recordings.resolve(name);
        Files.createDirectories(file.getParent());
        float[] samples = new float[seconds * Signals.SECOND];
        Arrays.fill(samples, tenths / 10f);
        return FakeDecoder.write(file, samples);
    }

    private Cli.Outcome run(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("transcribe", "-m", model));
        all.addAll(List.of(arguments));
        return new Cli(new FakeEngines()).run(all.toArray());
    }

    private static com.google.gson.JsonObject report(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    private static JsonArray files(Path report) throws IOException {
        return report(report).getAsJsonArray("files");
    }

    /** Returns the files in {@code out} by their names, without the state of the runs. */
    private static SortedMap<String, String> contents(Path out) throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = out.relativize(file).toString();
                if (!name.startsWith(".qasr")) {
                    contents.put(name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            }
        }
        return contents;
    }
}
