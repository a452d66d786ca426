package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;

/** Tests {@code qasr lint}, and the subtitle options of {@code render}, which {@code transcribe} shares. */
final class LintCommandTest {
    private static final Path TRANSCRIPT =
            Path.of("src/test/resources/qasr/output/transcripts/long-english-utterance.json");
    private static final Path CROWDED = Path.of("src/test/resources/qasr/output/transcripts/crowded.json");

    @TempDir
    private Path folder;

    private static Cli.Outcome run(Object... arguments) {
        return new Cli(new FakeEngines()).run(arguments);
    }

    private Path srt(String text) throws IOException {
        return Files.writeString(folder.resolve("a.srt"), text);
    }

    private static String cue(String times, String text) {
        return "1\n" + times + "\n" + text + "\n\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00:00:01,000 --> 00:00:01,832 | No.                    | min-duration: 832 ms, at least 833",
                "00:00:01,000 --> 00:00:08,001 | No.                    | max-duration: 7001 ms, at most 7000",
                "00:00:02,000 --> 00:00:02,000 | No.                    | order: ends at 00:00:02.000, not after its start",
                "00:00:01,000 --> 00:00:03,000 | a%nb%nc                | lines: 3 lines, at most 2",
                "00:00:01,000 --> 00:00:03,000 | ''                     | empty: no text",
                "00:00:01,000 --> 00:00:04,000 | 一二三四五六七八九十一二三四五六七 | width: 17 full-width characters, at most 16: '一二三四五六七八九十一二三四五六七'",
                "00:00:01,000 --> 00:00:02,000 | 一二三四五六七八九十一二       | speed: 12.0 characters per second, at most 11",
                "00:00:01,000 --> 00:00:03,000 | 好%n，我               | kinsoku: line begins with ，: '，我'",
                "00:00:01,000 --> 00:00:03,000 | 好「%n我               | kinsoku: line ends with 「: '好「'",
                "00:00:01,000 --> 00:00:03,000 | 有3%n个人              | split: '有3'"
            },
            quoteCharacter = '\u0001')
    void eachRuleIsNamedWithItsValue(String times, String text, String message) throws IOException {
        Path file = srt(cue(times, text.replace("''", "").replace("%n", "\n")));
        Cli.Outcome outcome = run("lint", "--strict", file);
        assertTrue(outcome.out().contains(": " + message), outcome.toString());
        assertEquals(8, outcome.status());
        assertEquals(0, run("lint", file).status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00:00:03,999 | overlap: 1 ms with the previous one",
                "00:00:04,083 | gap: 83 ms, at least 84",
                "00:00:04,300 | flicker: gap of 300 ms, close it to 84",
                "00:00:00,500 | order: starts before the previous one, 00:00:01.000"
            })
    void subtitlesKeepTheirDistance(String start, String message) throws IOException {
        Path file = srt(cue("00:00:01,000 --> 00:00:04,000", "Yes.") + cue(start + " --> 00:00:06,000", "No."));
        Cli.Outcome outcome = run("lint", file);
        assertTrue(
                outcome.out().startsWith(file + ": cue 2 at " + start.replace(',', '.') + ": " + message),
                outcome.out());
    }

    @Test
    void goodSubtitlesInEachFormatBreakNoRule() throws IOException {
        for (String format : List.of("srt", "vtt", "ass")) {
            for (String highlight : List.of("", "--highlight=word")) {
                Path file = folder.resolve("good." + format);
                Files.deleteIfExists(file);
                Object[] render = highlight.isEmpty()
                        ? new Object[] {"render", TRANSCRIPT, "-o", file}
                        : new Object[] {"render", TRANSCRIPT, "-o", file, highlight};
                assertEquals(0, run(render).status());
                Cli.Outcome outcome = run("lint", "--strict", file);
                assertEquals(new Cli.Outcome(0, "", "qasr: no rule is broken\n"), outcome, format + highlight);
            }
        }
        assertEquals(0, run("lint", "--strict", TRANSCRIPT).status());
        Path marked = Files.writeString(folder.resolve("marked.json"), "\uFEFF" + Files.readString(TRANSCRIPT));
        Cli.Outcome outcome = run("lint", "--strict", marked);
        assertEquals(0, outcome.status(), outcome.err());
        byte[] bytes = Files.readAllBytes(TRANSCRIPT);
        assertEquals(
                0,
                new Cli(new FakeEngines())
                        .in(bytes)
                        .run("lint", "--strict", "-")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1\r\n00:00:01,000 --> 00:00:01,500\r\nNo.\r\n\r\n",
                "\uFEFF1\n00:00:01,000 --> 00:00:01,500\nNo.\n",
                "\uFEFF1\r\n00:00:01,000 --> 00:00:01,500\r\nNo.",
                """
                WEBVTT - title
                Kind: captions

                STYLE
                ::cue(b) { color: red }

                REGION
                id:a

                NOTE
                Two lines
                of a note

                intro
                00:01.000 --> 00:01.500 align:start line:0 position:10%
                <v Ada><b>No.</b>

                NOTE the end
                """,
                """
                [Script Info]
                ; a comment
                ScriptType: v4.00+

                [V4+ Styles]
                Format: Name, Fontname
                Style: Default,Arial
                Style: Big,Arial

                [Events]
                Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
                Comment: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,not shown
                Dialogue: 0,0:00:01.00,0:00:01.50,Big,Ada,0,0,0,,{\\b1}No.{\\b0}
                """
            })
    void theWholeOfAFileIsUnderstood(String text) throws IOException {
        Path file = srt(text);
        Cli.Outcome outcome = run("lint", "--strict", file);
        assertEquals(8, outcome.status(), outcome.toString());
        assertEquals(
                file + ": cue 1 at 00:00:01.000: min-duration: 500 ms, at least 833\n",
                outcome.out().replaceAll("at least 833.*", "at least 833"),
                outcome.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\r\n\r\n"})
    void anEmptyFileHasNoSubtitles(String text) throws IOException {
        Cli.Outcome outcome = run("lint", srt(text));
        assertEquals(4, outcome.status(), outcome.toString());
        assertEquals("", outcome.out());
    }

    @Test
    void subtitlesOfSilenceBreakNoRule() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        Path silence = FakeDecoder.write(folder.resolve("a.wav"), new float[Signals.SECOND]);
        Cli quiet = new Cli(new FakeEngines(sound -> "language None<asr_text>"));
        Cli.Outcome made = quiet.run("transcribe", "-m", model, "-f", "vtt,ass,json", "-d", folder, silence);
        assertEquals(0, made.status(), made.err());
        assertEquals("WEBVTT\n\n", Files.readString(folder.resolve("a.vtt")));
        assertEquals(
                new Cli.Outcome(0, "", "qasr: no rule is broken\n"),
                run("lint", "--strict", folder.resolve("a.vtt"), folder.resolve("a.ass"), folder.resolve("a.json")));
        assertEquals(4, run("lint", srt("WEBVTTs are subtitles")).status());
    }

    @Test
    void transcribeReportsWhatItCouldNotKeep() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        Path recording = FakeDecoder.write(folder.resolve("a.wav"), Signals.noise(7, 0.5, 16_000));
        String many = "language English<asr_text>Far too many words come at once.";
        Cli.Outcome outcome = new Cli(new FakeEngines(waveform -> many))
                .run("transcribe", "-m", model, "-f", "srt", "--lint", "--strict", recording);
        assertEquals(8, outcome.status(), outcome.toString());
        assertTrue(
                outcome.err()
                        .matches("(?s).*\\Q" + recording
                                + "\\E: (?:warning: )?cue 1 at 00:00:00\\.\\d{3}: speed: [\\d.]+ characters per second, at"
                                + " most \\d+.*"),
                outcome.err());
        assertTrue(outcome.out().contains("Far too many words"), outcome.out());
        assertEquals(
                0,
                new Cli(new FakeEngines(waveform -> many))
                        .run("transcribe", "-m", model, "-f", "srt", "--lint", recording)
                        .status());
    }

    @Test
    void renderReportsWhatItCouldNotKeep() {
        Cli.Outcome outcome = run("render", CROWDED, "-f", "srt", "--lint");
        assertEquals(0, outcome.status());
        assertTrue(outcome.err().contains(": speed: "), outcome.err());
        assertTrue(outcome.out().contains(" --> "), outcome.out());
        assertEquals(
                8, run("render", CROWDED, "-f", "srt", "--lint", "--strict").status());
        assertEquals(0, run("render", CROWDED, "-f", "srt", "--strict").status());
        assertEquals(
                0,
                run("render", CROWDED, "-f", "srt", "--lint", "--strict", "--subtitle-profile", "none")
                        .status());
    }

    @Test
    void theLimitsCanBeSet() {
        for (String line : run("render", TRANSCRIPT, "-f", "srt", "--max-line-width", "20")
                .out()
                .lines()
                .toList()) {
            assertTrue(line.length() <= 20 || line.contains("-->"), line);
        }
        String single =
                run("render", TRANSCRIPT, "-f", "vtt", "--max-lines", "1").out();
        assertFalse(single.contains("\n\n\n") || single.matches("(?s).*[a-z.,]\n[A-Za-z].*"), single);
        String none = run("render", TRANSCRIPT, "-f", "lrc", "--subtitle-profile", "none")
                .out();
        assertEquals(2, none.lines().count(), none);
        String quick = run("render", TRANSCRIPT, "-f", "srt", "--max-cue", "3").out();
        Path file = folder.resolve("quick.srt");
        assertEquals(0, run("render", TRANSCRIPT, "-o", file, "--max-cue", "3").status());
        Cli.Outcome outcome = run("lint", "--max-cue", "3", file);
        assertFalse(outcome.out().contains("max-duration"), quick);
        assertFalse(run("lint", file).out().contains("duration"), quick);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--max-line-width=0          | --max-line-width: must be between 1 and 1000 characters, not 0",
                "--max-lines=0               | --max-lines: must be between 1 and 20 lines, not 0",
                "--max-cps=0                 | --max-cps: must be between 0.1 and 1000 characters per second, not 0",
                "--min-cue=-1                | --min-cue: must be between 0 and 600 seconds, not -1",
                "--max-cue=0                 | --max-cue: must be between 0.1 and 600 seconds, not 0",
                "--min-gap=-1                | --min-gap: must be between 0 and 10000 milliseconds, not -1",
                "--subtitle-profile=dvd      | 'dvd' is not one of auto, netflix, bbc, none"
            })
    void limitsOutOfRangeAreRefused(String option, String message) {
        Cli.Outcome outcome = run("lint", option, TRANSCRIPT);
        assertEquals(2, outcome.status());
        assertTrue(outcome.err().contains(message), outcome.err());
    }

    @Test
    void filesWithoutSubtitlesAreNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "no subtitles");
        Path latin = Files.write(folder.resolve("l.srt"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(4, run("lint", text).status());
        assertTrue(
                run("lint", text).err().contains("has no subtitles; pass"),
                run("lint", text).err());
        assertTrue(
                run("lint", latin).err().contains("is not UTF-8 text"),
                run("lint", latin).err());
        assertEquals(3, run("lint", TRANSCRIPT, folder.resolve("none.srt")).status());
        Path bad = Files.writeString(folder.resolve("bad.json"), "{\"a\": 1}");
        assertEquals(4, run("lint", bad).status());
    }
}
