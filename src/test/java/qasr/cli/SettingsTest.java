package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import qasr.engine.ModelLocator;
import qasr.testing.FakeDecoder;

/** Tests options from the environment and from files. */
final class SettingsTest {
    @TempDir
    Path folder;

    private Path recording;
    private Path own;

    @BeforeEach
    void makeFiles() throws IOException {
        float[] samples = new float[16_000];
        Arrays.fill(samples, 0.1f);
        recording = FakeDecoder.write(folder.resolve("a.wav"), samples);
        Files.createDirectories(folder.resolve("home/models/demo"));
        Files.writeString(folder.resolve("home/models/demo/config.json"), "{}");
        own = Files.createDirectories(folder.resolve("xdg/qasr")).resolve("config.properties");
    }

    private Cli cli() {
        return new Cli(new FakeEngines())
                .home(folder.resolve("home"))
                .variable("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
    }

    private static String format(Cli.Outcome outcome) {
        assertEquals(0, outcome.status(), outcome.err());
        return outcome.out().startsWith("{") ? "json" : outcome.out().startsWith("1\n") ? "srt" : "txt";
    }

    @Test
    void thePasswordOfAProxyIsNotShown() {
        Cli cli = cli().variable("QASR_PROXY", "http://u:secret@proxy.example:3128");
        String lines = cli.run("config").out();
        String json = cli.run("config", "--json").out();
        for (String text : List.of(lines, json)) {
            assertTrue(text.contains("http://...@proxy.example:3128"), text);
            assertFalse(text.contains("secret"), text);
        }
    }

    @Test
    void theCommandLineWinsThenTheEnvironmentThenTheNamedFileThenTheUsersOwn() throws IOException {
        assertEquals("txt", format(cli().run("transcribe", recording)));
        Files.writeString(own, "# mine\nformat = srt\nquiet=true\n");
        Cli.Outcome quiet = cli().run("transcribe", recording);
        assertEquals("srt", format(quiet));
        assertEquals("qasr: " + ModelLocator.DEMO_NOTE + "\n", quiet.err(), "nothing else");
        Path named = Files.writeString(folder.resolve("named"), "format=json\n");
        assertEquals("json", format(cli().run("transcribe", "--config", named, recording)));
        assertEquals(
                "json", format(cli().variable("QASR_CONFIG", named.toString()).run("transcribe", recording)));
        assertEquals(
                "txt", format(cli().variable("QASR_FORMAT", "txt").run("--config=" + named, "transcribe", recording)));
        assertEquals(
                "srt", format(cli().variable("QASR_FORMAT", "txt").run("transcribe", "-f", "srt", "--", recording)));
    }

    @Test
    void aKeyForOneCommandWinsOverTheCommonOneOfItsLayer() throws IOException {
        Files.writeString(own, "transcribe.format=json\nformat=tsv\n");
        assertEquals("json", format(cli().run("transcribe", recording)));
        assertTrue(cli().run("segment", recording).out().startsWith("0.000\t"));
        assertEquals(
                "srt", format(cli().variable("QASR_TRANSCRIBE_FORMAT", "srt").run("transcribe", recording)));
    }

    /** {@code --segments} is a file for {@code transcribe} and a list of numbers for {@code retry}. */
    @Test
    void aKeyThatMeansSomethingElseInOneCommandDoesNotSetIt() {
        Cli cli = cli().variable("QASR_SEGMENTS", "cuts.tsv");
        List<String> lines = cli.run("config").out().lines().toList();
        assertTrue(
                lines.stream().anyMatch(line -> line.contains("segments\tcuts.tsv") && !line.startsWith("retry")),
                lines.toString());
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("retry.segments\tcuts.tsv")), lines.toString());
        lines = cli().variable("QASR_RETRY_SEGMENTS", "7")
                .run("config")
                .out()
                .lines()
                .toList();
        assertTrue(lines.contains("retry.segments\t7\tQASR_RETRY_SEGMENTS"), lines.toString());
    }

    /** A format of transcripts is none of a list of languages; "auto" is no language of subtitles. */
    @Test
    void settingsForTranscriptsStopNoOtherCommand() throws IOException {
        Cli cli = cli().variable("QASR_FORMAT", "srt").variable("QASR_OUTPUT", folder.resolve("x.srt") + "");
        assertEquals(0, cli.run("detect-lang", recording).status());
        Path subtitles = Files.writeString(folder.resolve("a.srt"), "1\n00:00:00,000 --> 00:00:02,000\nHello.\n");
        assertEquals(
                0,
                cli().variable("QASR_LANGUAGE", "auto").run("lint", subtitles).status());
        assertEquals(0, cli().run("lint", "-l", "auto", subtitles).status());
        List<String> lines = cli.run("config").out().lines().toList();
        assertTrue(lines.stream().anyMatch(line -> line.matches("record.output\t\\(.*\tdefault")), lines.toString());
    }

    @Test
    void configShowsTheLastOfSeveralValuesThatAnOptionTakesOnce() throws IOException {
        Files.writeString(own, "max-chunk=10\nmax-chunk=20\nformat=txt\nformat=srt\n");
        List<String> lines = cli().run("config").out().lines().toList();
        assertTrue(lines.stream().anyMatch(line -> line.matches(".*max-chunk\t20\t.*")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.matches(".*format\ttxt,srt\t.*")), lines.toString());
    }

    @Test
    void listsAndFlagsWork() throws IOException {
        Files.writeString(own, "transcribe.format=txt,srt\noutput-dir=" + folder.resolve("out") + "\nverbose=true\n");
        Cli.Outcome outcome = cli().run("transcribe", recording);
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(Files.exists(folder.resolve("out/a.txt")) && Files.exists(folder.resolve("out/a.srt")));
        assertTrue(outcome.err().contains("Hz, channels"), outcome.err());
        Cli.Outcome typed = cli().run("transcribe", "-v", "--on-exists", "overwrite", recording);
        assertTrue(typed.err().contains("Hz, channels"), "typing a flag that is set must not turn it off");
        Cli.Outcome off =
                cli().variable("QASR_VERBOSE", "false").run("transcribe", "--on-exists", "overwrite", recording);
        assertFalse(off.err().contains("Hz, channels"), off.err());
    }

    @Test
    void aBackslashInAFileIsPartOfTheValue() throws IOException {
        Files.writeString(
                own, "! mine\noutput-dir = D:\\transcripts\\new\ncontext: C:\\users\\\nname-template {stem}.{ext}\n");
        List<String> lines = cli().run("config").out().lines().toList();
        for (String value : List.of(
                "output-dir\tD:\\transcripts\\new\t", "context\tC:\\users\\\t", "name-template\t{stem}.{ext}\t")) {
            assertTrue(lines.stream().anyMatch(line -> line.startsWith(value)), value + " in " + lines);
        }
    }

    @Test
    void aTildeInTheNameOfAFileIsTheHomeFolder() throws IOException {
        Files.writeString(own, "output-dir=~/texts\nname-template=~{stem}.{ext}\n");
        Cli cli = cli().variable("HOME", folder.resolve("home").toString());
        assertEquals(0, cli.run("transcribe", recording).status());
        assertTrue(Files.exists(folder.resolve("home/texts/~a.txt")));
        assertFalse(Files.exists(Path.of("~")));
    }

    @Test
    void aTypedQuietWinsOverSettingsForMoreMessages() {
        for (String more : List.of("QASR_VERBOSE", "QASR_DEBUG")) {
            Cli.Outcome outcome = cli().variable(more, "true")
                    .run("transcribe", "-qm", folder.resolve("home/models/demo"), recording);
            assertEquals(new Cli.Outcome(0, "One.\n", ""), outcome, more);
        }
        Cli.Outcome verbose = cli().variable("QASR_QUIET", "true").run("transcribe", "-v", recording);
        assertTrue(verbose.err().contains("Hz, channels"), verbose.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frmat=srt             | FILE: unknown key 'frmat'; did you mean format?",
                "transcribe.thread=2   | FILE: unknown key 'transcribe.thread'; did you mean transcribe.threads?",
                "config=x              | FILE: unknown key 'config'; did you mean",
                "help=true             | FILE: unknown key 'help'; did you mean",
                "threads=two           | settings: invalid value for option '--threads': 'two' is not a whole number"
                        + " (--threads is set by FILE)",
                "threads=0             | --threads: must be between 1 and 1024, not 0 (--threads is set by FILE)",
                "quiet=yes             | --quiet: must be true or false, not 'yes' (set by FILE)",
                "format=xml            | settings: invalid value for option '--format' (FORMAT): 'xml' is not one of",
                "output-dir=x          | --output: cannot be combined with --output-dir (--output-dir is set by FILE)",
            })
    void aWrongSettingIsAUsageErrorThatSaysWhere(String line, String message) throws IOException {
        Files.writeString(own, line.strip() + "\n");
        Cli.Outcome outcome = cli().run("transcribe", "-o", folder.resolve("o.txt"), recording);
        assertEquals(2, outcome.status());
        assertTrue(outcome.err().startsWith("qasr: " + message.strip().replace("FILE", own.toString())), outcome.err());
        assertEquals(0, cli().run("help", "transcribe").status());
        assertEquals(0, cli().run("transcribe", "--help").status());
    }

    @Test
    void anUnknownVariableSuggestsTheNearest() {
        Cli.Outcome outcome = cli().variable("QASR_THREAD", "2").run("transcribe", recording);
        assertEquals(2, outcome.status());
        assertTrue(
                outcome.err().startsWith("qasr: QASR_THREAD: no option has this name; did you mean QASR_THREADS?"),
                outcome.err());
        assertEquals(
                0,
                cli().variable("QASR_JAVA_OPTS", "-Xmx1g")
                        .run("transcribe", recording)
                        .status());
        assertEquals(
                0,
                cli().variable("QASR_THREAD", "").run("transcribe", recording).status());
    }

    @Test
    void aNamedFileHasToBeThere() {
        Cli.Outcome outcome = cli().run("transcribe", "--config", folder.resolve("none"), recording);
        assertEquals(2, outcome.status());
        assertTrue(outcome.err().contains("none: cannot be read: no such file or directory"), outcome.err());
    }

    @Test
    void configShowsEachValueAndItsOrigin() throws IOException {
        Files.writeString(own, "max-chunk=15\n");
        Cli cli = cli().variable("QASR_SEGMENT_MAX_CHUNK", "20");
        List<String> lines = cli.run("config").out().lines().toList();
        assertTrue(lines.contains("segment.max-chunk\t20\tQASR_SEGMENT_MAX_CHUNK"), lines.toString());
        assertTrue(lines.contains("transcribe.max-chunk\t15\t" + own), lines.toString());
        assertTrue(lines.contains("device\tauto\tdefault"), lines.toString());
        assertTrue(lines.contains("quiet\tfalse\tdefault"), lines.toString());
        var json = JsonParser.parseString(cli().run("config", "--json").out()).getAsJsonObject();
        assertEquals(own.toString(), json.getAsJsonArray("files").get(0).getAsString());
        assertTrue(json.getAsJsonArray("options").size() > 15);
    }

    /** A default that can be typed means the same when it is typed. */
    @Test
    void configShowsTheDefaultsThatHold() {
        Map<String, String> shown = new TreeMap<>();
        cli().run("config").out().lines().map(line -> line.split("\t", -1)).forEach(row -> shown.put(row[0], row[1]));
        assertEquals("true", shown.get("resume"));
        assertEquals("bias,replace", shown.get("glossary-mode"));
        assertEquals("30", shown.get("max-chunk"));
        assertEquals("(one per processor)", shown.get("threads"));
        assertTrue(shown.values().stream().noneMatch(String::isBlank), shown.toString());
        CommandLine plain = transcribe();
        for (OptionSpec option : plain.getCommandSpec().options()) {
            String key = option.longestName().substring(2);
            String value = shown.getOrDefault("transcribe." + key, shown.get(key));
            if (value == null || value.startsWith("(") || option.getValue() == null) {
                continue;
            }
            CommandLine typed = option.arity().max() > 0
                    ? transcribe(option.longestName() + "=" + value)
                    : value.equals("true") ? transcribe(option.longestName()) : transcribe();
            assertEquals(
                    Objects.toString(option.getValue()),
                    Objects.toString(typed.getCommandSpec()
                            .findOption(option.longestName())
                            .getValue()),
                    key);
        }
    }

    private static CommandLine transcribe(String... arguments) {
        CommandLine parser = QasrCommand.parser();
        List<String> all = new ArrayList<>(List.of("transcribe"));
        all.addAll(List.of(arguments));
        parser.parseArgs(all.toArray(String[]::new));
        return parser.getSubcommands().get("transcribe");
    }
}
