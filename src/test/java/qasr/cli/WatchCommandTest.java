package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.audio.AudioInput;
import qasr.audio.Waveform;
import qasr.testing.FakeDecoder;
import qasr.testing.LoudnessVoices;

/** Tests {@code transcribe --watch} with fake engines: its options, and the names and report of several rounds. */
final class WatchCommandTest {
    private static final String ENGLISH = "language English<asr_text>";

    @TempDir
    Path temp;

    private Path in;
    private Path out;
    private Path model;

    @BeforeEach
    void makeFolders() throws IOException {
        in = Files.createDirectory(temp.resolve("in"));
        model = Files.createDirectory(temp.resolve("model"));
        out = temp.resolve("out");
        Files.writeString(temp.resolve("file"), "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--watch IN                          | --watch: needs a folder for the results: use -d DIR, without -o",
                "--watch IN -o x.txt                 | --watch: needs a folder for the results: use -d DIR, without -o",
                "--watch IN -d OUT -                 | --watch: cannot be combined with INPUT or --files-from: DIR is the only input",
                "--watch IN -d OUT a.wav             | --watch: cannot be combined with INPUT or --files-from: DIR is the only input",
                "--watch IN -d OUT --files-from x    | --watch: cannot be combined with INPUT or --files-from: DIR is the only input",
                "--watch IN -d OUT --on-exists fail  | --watch: cannot be combined with --on-exists fail, which fails at every finished recording; use skip",
                "--watch IN -d OUT --report -        | --report: with --watch, the report needs a file, because it is written again and again",
                "--watch IN -d OUT --review -        | --review: with --watch, the list needs a file, because it is written again and again",
                "--watch IN -d OUT --shard 1/2       | --shard: cannot be combined with --watch: one run takes all that arrives; leave it out",
                "--watch IN -d OUT --shard-by path   | --shard-by: needs a shard: add --shard I/N, such as --shard 1/8",
                "--watch IN -d OUT --name-template x | --name-template: several recordings would have the same file name: add {stem}",
                "--watch FILE -d OUT                 | --watch: FILE: is not a directory",
                "--watch IN -d OUT --idle-exit soon  | --idle-exit: 'soon' is not a time: write seconds or [h:]mm:ss",
                "--idle-exit 3 a.wav                 | --idle-exit: needs a folder to watch: add --watch DIR",
                "--settle 3 a.wav                    | --settle: needs a folder to watch: add --watch DIR",
            })
    void optionsThatDoNotFitAreErrors(String line, String message) {
        Object[] words = Stream.concat(
                        Stream.of("transcribe", "-m", model.toString()),
                        Arrays.stream(line.split(" ")).map(this::path))
                .toArray();
        Cli.Outcome outcome = new Cli(new FakeEngines()).run(words);
        assertEquals(
                "qasr: " + message.replace("FILE:", temp.resolve("file") + ":") + "\nTry 'qasr transcribe --help'.\n",
                outcome.err());
        assertEquals(2, outcome.status());
    }

    private String path(String word) {
        return switch (word) {
            case "IN" -> in.toString();
            case "OUT" -> out.toString();
            case "FILE" -> temp.resolve("file").toString();
            default -> word;
        };
    }

    private Cli.Outcome watch(FakeEngines engines, Object... more) {
        return watch(new Cli(engines), more);
    }

    private Cli.Outcome watch(Cli cli, Object... more) {
        List<Object> words = new java.util.ArrayList<>(List.of(
                "transcribe", "-m", model, "--watch", in, "-d", out, "--settle", "0", "--idle-exit", "0", "-r"));
        words.addAll(List.of(more));
        return cli.run(words.toArray());
    }

    @Test
    void recordingsThatAreThereAreTranscribedAndTheNextRunHasNothingToDo() throws IOException {
        recording("a.wav", 0.1f);
        Files.createDirectory(in.resolve("sub"));
        recording("sub/b.mp3", 0.2f);
        Files.writeString(in.resolve("notes.txt"), "no recording");
        FakeEngines engines = new FakeEngines();
        Cli.Outcome outcome = watch(engines);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals("", outcome.out());
        assertEquals("One.\n", Files.readString(out.resolve("a.txt")));
        assertEquals("Two.\n", Files.readString(out.resolve("sub/b.txt")));
        assertEquals(0, watch(engines, "-q").status());
    }

    @Test
    void aRecordingOfTheSameNameThatComesLaterReplacesNothing() throws IOException {
        recording("talk.wav", 0.1f);
        assertEquals(0, watch(new FakeEngines()).status());
        recording("talk.mp3", 0.2f);
        assertEquals(0, watch(new FakeEngines()).status());
        assertEquals("One.\n", Files.readString(out.resolve("talk.txt")));
        assertEquals("Two.\n", Files.readString(out.resolve("talk.mp3.txt")));
        assertEquals(List.of(".qasr", "talk.mp3.txt", "talk.txt"), names(out));
    }

    @Test
    void namesThatWereGivenAreKeptOverRestartsWithOtherFormatsAndWhenRecordingsChangeOrGo() throws IOException {
        recording("x.m4a", 0.1f);
        assertEquals(0, watch(new FakeEngines()).status());
        recording("x.wav", 0.2f);
        Cli.Outcome second = watch(new FakeEngines());
        assertTrue(second.err().contains("x.wav: output is " + out.resolve("x.wav.txt")), second.err());
        Cli.Outcome third = watch(new FakeEngines(), "-f", "txt,srt");
        assertTrue(!third.err().contains("output is"), third.err());
        List<String> names = List.of(".qasr", "x.srt", "x.txt", "x.wav.srt", "x.wav.txt");
        assertEquals(names, names(out));
        recording("x.m4a", 0.2f);
        assertEquals(0, watch(new FakeEngines(), "-f", "txt,srt").status());
        assertEquals("Two.\n", Files.readString(out.resolve("x.txt")));
        assertEquals(names, names(out));
        Files.delete(in.resolve("x.m4a"));
        recording("x.wav", 0.1f);
        assertEquals(0, watch(new FakeEngines(), "-f", "txt,srt").status());
        assertEquals("One.\n", Files.readString(out.resolve("x.wav.txt")));
        assertEquals("Two.\n", Files.readString(out.resolve("x.txt")), "of the recording that went");
        assertEquals(names, names(out));
    }

    @Test
    void namesOfAnEarlierBatchAreKept() throws IOException {
        recording("x.m4a", 0.1f);
        recording("x.wav", 0.2f);
        assertEquals(
                0,
                new Cli(new FakeEngines())
                        .run("transcribe", "-m", model, in, "-d", out)
                        .status());
        Files.delete(in.resolve("x.m4a"));
        assertEquals(0, watch(new FakeEngines()).status());
        assertEquals(List.of(".qasr", "x.m4a.txt", "x.wav.txt"), names(out));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void failuresAreReportedOnceAndEndInTheStatus() throws IOException {
        recording("a.wav", 0.1f);
        Files.writeString(in.resolve("b.mp3"), "no sound");
        Path report = temp.resolve("report.json");
        Cli.Outcome outcome = watch(new FakeEngines(), "--report", report);
        assertEquals(3, outcome.status(), outcome.err());
        assertEquals(
                1, outcome.err().lines().filter(line -> line.contains("b.mp3")).count(), outcome.err());
        String text = Files.readString(report);
        assertTrue(text.contains("\"done\": 1") && text.contains("\"failed\": 1"), text);
    }

    @Test
    void recordingsThatFailFastLeavesAreNotCounted() throws IOException {
        Files.writeString(in.resolve("a.mp3"), "no sound");
        recording("b.wav", 0.1f);
        Cli.Outcome outcome = watch(new FakeEngines(), "--fail-fast");
        assertEquals(4, outcome.status(), "as without --watch: " + outcome.err());
        assertFalse(Files.exists(out.resolve("b.txt")));
    }

    /** A file that looks cut off is taken at the end, in a round of its own. */
    @Test
    void notesThatHoldForTheWholeRunAreSaidOnce() throws IOException {
        recording("a.wav", 0.1f);
        Files.write(in.resolve("b.mp4"), new byte[] {0, 0, 0, 8, 'f', 't', 'y', 'p'});
        Files.createDirectories(temp.resolve("home/models/demo"));
        Files.writeString(temp.resolve("home/models/demo/config.json"), "{}");
        Cli.Outcome outcome = new Cli(new FakeEngines())
                .home(temp.resolve("home"))
                .variable("XDG_DATA_HOME", temp.resolve("data").toString())
                .run("transcribe", "--watch", in, "-d", out, "--settle", "0", "--idle-exit", "0", "--diarize");
        assertEquals(3, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("b.mp4"), outcome.err());
        for (String note : List.of("no model is installed", "--diarize: speakers cannot")) {
            assertEquals(
                    1, outcome.err().lines().filter(line -> line.contains(note)).count(), outcome.err());
        }
    }

    @Test
    void aGlossaryThatIsChangedDuringTheWatchIsUsedFromTheNextRecordingOn() throws IOException {
        Path glossary = Files.writeString(temp.resolve("terms.txt"), "Won -> One\n");
        recording("a.wav", 0.1f);
        FakeEngines engines =
                new FakeEngines().beforeOpening(input -> during("b.wav", 0.2f, glossary, "Two -> Zwei\n"));
        Cli.Outcome outcome = watch(engines, "--glossary", glossary);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals("One.\n", Files.readString(out.resolve("a.txt")));
        assertEquals("Zwei.\n", Files.readString(out.resolve("b.txt")));
        assertEquals(2, Set.copyOf(engines.network().prompts()).size(), "each round has its terms in the prompt");
        assertEquals(1, engines.opened().stream().filter("model model"::equals).count(), "the model stays open");
    }

    @Test
    void aGlossaryThatIsBrokenForAWhileEndsNoWatch() throws IOException {
        Path glossary = Files.writeString(temp.resolve("terms.txt"), "Won -> One\n");
        recording("a.wav", 0.1f);
        FakeEngines engines = new FakeEngines().beforeOpening(input -> during("b.wav", 0.2f, glossary, "Two ->\n"));
        Cli.Outcome outcome = watch(engines, "--glossary", glossary);
        assertEquals(3, outcome.status(), "one of two recordings waits for the next run");
        assertEquals(
                1,
                outcome.err()
                        .lines()
                        .filter(line -> line.contains("--glossary"))
                        .count(),
                outcome.err());
        assertEquals("One.\n", Files.readString(out.resolve("a.txt")));
        Files.writeString(glossary, "Two -> Zwei\n");
        assertEquals(0, watch(new FakeEngines(), "--glossary", glossary).status());
        assertEquals("Zwei.\n", Files.readString(out.resolve("b.txt")));
        Files.writeString(glossary, "Two ->\n");
        assertEquals(2, watch(new FakeEngines(), "--glossary", glossary).status(), "broken from the start");
    }

    @Test
    void aKnownVoiceThatIsBrokenForAWhileEndsNoWatch() throws IOException {
        Path directory = Files.createDirectories(temp.resolve("data/qasr/models/campplus"));
        Files.writeString(
                directory.resolve("speakers.json"),
                "{\"model\":\"campplus\",\"file\":\"weights.pt\",\"sha256\":\"" + "0".repeat(64) + "\"}");
        Path voice = Files.createDirectory(temp.resolve("people")).resolve("Ada.wav");
        float[] samples = new float[Waveform.SAMPLE_RATE];
        Arrays.fill(samples, 0.1f);
        FakeDecoder.write(voice, samples);
        recording("a.wav", 0.1f);
        Cli.Outcome outcome = watchVoices(input -> {
            if (input instanceof AudioInput.AudioFile file && file.path().startsWith(in)) {
                during("b.wav", 0.2f, voice, "half");
            }
        });
        assertEquals(3, outcome.status(), outcome.err());
        assertEquals(
                1,
                outcome.err().lines().filter(line -> line.contains("Ada.wav")).count(),
                outcome.err());
        assertEquals("Ada: One.\n", Files.readString(out.resolve("a.txt")));
        FakeDecoder.write(voice, samples);
        assertEquals(0, watchVoices(input -> {}).status());
        assertTrue(Files.readString(out.resolve("b.txt")).contains("Two."));
    }

    private Cli.Outcome watchVoices(Consumer<AudioInput> beforeOpening) {
        FakeEngines engines = new FakeEngines().voices(new LoudnessVoices()).beforeOpening(beforeOpening);
        Cli cli =
                new Cli(engines).variable("XDG_DATA_HOME", temp.resolve("data").toString());
        return watch(cli, "--diarize", "--voices", temp.resolve("people"));
    }

    @Test
    void theReviewListOfAWatchHasTheRowsOfAllRecordingsAlsoAfterARestart() throws IOException {
        for (String name : List.of("list.tsv", "list.md")) {
            Path list = temp.resolve(name);
            recording("a.wav", Float.NaN);
            FakeEngines engines = new FakeEngines().beforeOpening(input -> during("b.wav", Float.NaN));
            assertEquals(3, watch(engines, "--review", list).status());
            assertEquals(List.of("a.wav", "b.wav"), listed(list));
            Files.delete(in.resolve("a.wav"));
            recording("c.wav", Float.NaN);
            assertEquals(3, watch(new FakeEngines(), "--review", list).status());
            assertEquals(List.of("a.wav", "b.wav", "c.wav"), listed(list), "a.wav was moved away");
            Files.delete(in.resolve("b.wav"));
            Files.delete(in.resolve("c.wav"));
        }
    }

    @Test
    void aRecordingThatIsReplacedDuringTheWatchLosesItsRows() throws IOException {
        Path list = temp.resolve("list.tsv");
        recording("a.wav", Float.NaN);
        FakeEngines engines = new FakeEngines().beforeOpening(input -> {
            if (during("b.wav", Float.NaN)) {
                return;
            }
            if (during("c.wav", 0.2f)) {
                write("a.wav", 0.1f);
            }
        });
        assertEquals(3, watch(engines, "--review", list).status());
        assertEquals("One.\n", Files.readString(out.resolve("a.txt")));
        assertEquals(List.of("b.wav"), listed(list));
    }

    @Test
    void rowsThatARetryReplacesDuringTheWatchStayReplaced() throws IOException {
        Path list = temp.resolve("list.tsv");
        recording("a.wav", 0.1f);
        FakeEngines engines = new FakeEngines(waveform -> ENGLISH + "on and on ".repeat(100));
        engines.beforeOpening(input -> {
            if (!during("b.wav", 0.2f) && Files.exists(list)) {
                FakeEngines good = new FakeEngines(waveform -> ENGLISH + "Fine.");
                Path json = out.resolve("a.json");
                Cli.Outcome retry = new Cli(good).run("retry", "-m", model, json, "--segments", "0", "--review", list);
                assertEquals(0, retry.status(), retry.err());
            }
        });
        watch(engines, "-f", "json", "--review", list);
        List<String> rows = Files.readAllLines(list);
        assertEquals(3, rows.size(), rows.toString());
        assertTrue(rows.get(1).contains("b.wav") && rows.get(1).contains("truncated"), rows.toString());
        assertTrue(rows.get(2).contains("a.wav") && rows.get(2).endsWith("\tFine."), rows.toString());
    }

    /** Returns the recordings of the list's rows, one for each row. */
    private static List<String> listed(Path list) throws IOException {
        return Files.readAllLines(list).stream()
                .filter(line -> line.contains("failed"))
                .map(line -> line.replaceAll(".*in/([^ \t]+)[ \t].*", "$1"))
                .sorted()
                .toList();
    }

    private void during(String name, float loudness, Path glossary, String terms) {
        try {
            if (!Files.exists(in.resolve(name))) {
                Files.writeString(glossary, terms);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        during(name, loudness);
    }

    /** Makes the recording {@code name} arrive during the watch; returns whether it is new. */
    private boolean during(String name, float loudness) {
        return !Files.exists(in.resolve(name)) && write(name, loudness);
    }

    private boolean write(String name, float loudness) {
        try {
            recording(name, loudness);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void recording(String name, float loudness) throws IOException {
        float[] samples = new float[Waveform.SAMPLE_RATE];
        Arrays.fill(samples, loudness);
        FakeDecoder.write(in.resolve(name), samples);
    }
}
