package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.console.ExitStatus;
import qasr.console.ProgramVersion;

/** Tests help, version and usage errors of the command line. */
final class MainTest {
    private final FakeEngines engines = new FakeEngines();

    @Test
    void helpGoesToStandardOutputAndShowsExamples() {
        for (List<String> arguments : List.of(
                List.of("--help"),
                List.of("transcribe", "--help"),
                List.of("segment", "-h"),
                List.of("help", "detect-lang"))) {
            Cli.Outcome outcome = new Cli(engines).run(arguments.toArray());
            assertEquals(0, outcome.status(), outcome.err());
            assertEquals("", outcome.err());
            assertTrue(outcome.out().startsWith("Usage: qasr "), outcome.out());
            assertTrue(outcome.out().contains("Examples:"), outcome.out());
        }
        assertEquals(List.of(), engines.opened());
    }

    @Test
    void helpHasTheWidthOfColumns() {
        String narrow = new Cli(engines)
                .variable("COLUMNS", "60")
                .run("transcribe", "--help")
                .out();
        assertTrue(
                narrow.lines()
                        .filter(line -> !line.startsWith("  qasr ") && !line.startsWith("  ssh "))
                        .allMatch(line -> line.length() <= 60),
                narrow);
        String odd = new Cli(engines)
                .variable("COLUMNS", "wide")
                .run("transcribe", "--help")
                .out();
        assertTrue(odd.lines().allMatch(line -> line.length() <= 80), odd);
    }

    @Test
    void versionIsOneLineAnywhere() {
        assertEquals(
                new Cli.Outcome(0, "qasr " + ProgramVersion.current() + "\n", ""), new Cli(engines).run("--version"));
        assertEquals(
                new Cli.Outcome(0, "qasr " + ProgramVersion.current() + "\n", ""),
                new Cli(engines).run("segment", "--version"));
        assertTrue(ProgramVersion.current().matches("\\d+\\.\\d+.*"), ProgramVersion.current());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "talk                           | unknown command 'talk'; commands: @COMMANDS@",
                "transcribe                     | INPUT: no input given; name a recording, a directory, or - for standard input, or use --files-from FILE",
                "transcribe --modle x a.wav     | unknown option: '--modle'; did you mean --model?",
                "transcribe -f xml a.wav        | invalid value for option '--format' (FORMAT): 'xml' is not one of txt, srt, vtt, json, jsonl, tsv, csv, lrc, ass, md, html, textgrid, rttm",
                "config more                    | unexpected argument 'more'",
                "segment -f txt a.wav           | invalid value for option '--format' (FORMAT): 'txt' is not one of tsv, json, rttm, audacity, srt",
                "detect-lang --per word a.wav   | invalid value for option '--per': 'word' is not one of file, segment",
                "transcribe - -                 | -: standard input can be read only once",
                "transcribe -t 0 a.wav          | --threads: must be between 1 and 1024, not 0",
                "transcribe -t two a.wav        | invalid value for option '--threads': 'two' is not a whole number",
                "transcribe --max-chunk x a.wav | invalid value for option '--max-chunk': 'x' is not a number",
                "transcribe --max-chunk 0.5 a.wav | --max-chunk: must be between 1 and 1200 seconds, not 0.5",
                "transcribe --max-chunk NaN a.wav | --max-chunk: must be between 1 and 1200 seconds, not NaN",
                "segment --vad-threshold 1.5 a.wav | --vad-threshold: must be above 0 and below 1, not 1.5",
                "segment --min-speech -1 a.wav  | --min-speech: must be between 0 and 60000 milliseconds, not -1",
                "detect-lang --top 0 a.wav      | --top: must be between 1 and 1000, not 0",
                "segment --audio-track 0 a.wav  | --audio-track: must be at least 1, not 0",
                "transcribe --device tpu a.wav  | --device: 'tpu' is not one of auto, cpu, cuda, cuda:N",
                "transcribe -f srt a.wav b.wav  | --format: several inputs as srt need an output folder: add -d DIR",
                "transcribe -f txt,srt a.wav    | --format: several formats need an output folder: add -d DIR",
                "transcribe -o x -d y a.wav     | --output: cannot be combined with --output-dir",
                "transcribe --context @no/such a.wav | --context: no/such: cannot be read: no such file or directory",
                "help me                        | help: unknown command 'me'; commands: @COMMANDS@",
            })
    void aWrongCommandLineGetsOneLineAndAHint(String arguments, String message) {
        Cli.Outcome outcome = new Cli(engines).run((Object[]) arguments.strip().split(" +"));
        assertEquals("", outcome.out());
        List<String> lines = outcome.err().lines().toList();
        assertEquals("qasr: " + message.replace("@COMMANDS@", commands()), lines.get(0));
        assertTrue(lines.get(1).matches("Try 'qasr.* --help'\\."), outcome.err());
        assertEquals(2, lines.size());
        assertEquals(2, outcome.status());
        assertEquals(List.of(), engines.opened());
    }

    private static String commands() {
        return String.join(", ", QasrCommand.parser().getSubcommands().keySet());
    }

    @Test
    void aMissingCommandIsAUsageError() {
        assertEquals(new Cli.Outcome(2, "", """
                        qasr: no command given; commands: @COMMANDS@
                        Try 'qasr --help'.
                        """.replace("@COMMANDS@", commands())), new Cli(engines).run());
    }

    @Test
    void anUnknownLanguageListsTheKnownOnes() {
        Cli.Outcome outcome = new Cli(engines).run("transcribe", "-l", "klingon", "a.wav");
        assertEquals(2, outcome.status());
        String line = outcome.err().lines().findFirst().orElseThrow();
        assertTrue(
                line.startsWith("qasr: --language: unknown language 'klingon': one of: Chinese (zh), English (en), "),
                line);
    }

    @Test
    void helpIntoAClosedPipeEndsQuietly() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertEquals(
                new Cli.Outcome(0, "", ""), new Cli(engines).out(closed, true).run("--help"));
        assertEquals(
                new Cli.Outcome(7, "", "qasr: standard output: cannot be written: Broken pipe\n"),
                new Cli(engines).out(closed, false).run("--help"));
    }

    @Test
    void enginesAreClosedAfterEveryRun() {
        new Cli(engines).run("transcribe", "--nonsense");
        assertTrue(engines.network().isClosed());
    }

    @Test
    void statusesHaveTheNumbersThatScriptsRelyOn() {
        assertEquals(
                List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 129, 130, 143),
                java.util.Arrays.stream(ExitStatus.values())
                        .map(ExitStatus::code)
                        .toList());
    }
}
