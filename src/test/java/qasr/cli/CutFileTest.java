package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.Waveform;
import qasr.testing.FakeDecoder;
import qasr.testing.TranscriptSchema;

/** Tests {@code --segments} of {@code transcribe} and {@code segment}. The loudness of each second is its number. */
final class CutFileTest {
    @TempDir
    Path folder;

    private Path model;
    private Path recording;

    @BeforeEach
    void record() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        recording = recording("a.wav");
    }

    private Path recording(String name) throws IOException {
        return recording(name, 5);
    }

    private Path recording(String name, int seconds) throws IOException {
        float[] samples = new float[seconds * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            int second = i / Waveform.SAMPLE_RATE;
            samples[i] = 0.1f * second + 0.1f;
        }
        Files.createDirectories(folder.resolve(name).getParent());
        return FakeDecoder.write(folder.resolve(name), samples);
    }

    private Path cuts(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Cli.Outcome transcribe(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("transcribe", "-m", model));
        all.addAll(List.of(arguments));
        return new Cli(new FakeEngines()).run(all.toArray());
    }

    @Test
    void eachSegmentIsAChunkWithItsSpeaker() throws IOException {
        Path rttm = cuts("a.rttm", """
                SPEAKER a 1 3.500 1.000 <NA> <NA> B <NA> <NA>
                SPEAKER a 1 0.250 1.500 <NA> <NA> A <NA> <NA>
                SPEAKER a 1 1.250 0.500 <NA> <NA> B <NA> <NA>
                """);
        Cli.Outcome outcome = transcribe("-f", "json", "--segments", rttm, recording);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                "qasr: " + rttm + ":2: the segment starts before the previous one; segments are used in order of time\n"
                        + "qasr: " + rttm
                        + ":3: the segment overlaps the one before it; the text of the overlap may appear twice\n",
                outcome.err());
        TranscriptSchema.check(outcome.out());
        JsonObject json = JsonParser.parseString(outcome.out()).getAsJsonObject();
        StringBuilder rows = new StringBuilder();
        for (var element : json.getAsJsonArray("segments")) {
            JsonObject row = element.getAsJsonObject();
            rows.append(row.get("start")).append('-').append(row.get("end")).append(' ');
            rows.append(row.get("speaker").getAsString())
                    .append(' ')
                    .append(row.get("text").getAsString());
            rows.append(' ').append(row.get("timing").getAsString()).append('\n');
        }
        assertEquals(
                "0.250-1.750 A One. approx\n1.250-1.750 B Two. approx\n3.500-4.500 B Four. approx\n", rows.toString());
        assertEquals("5.000", json.get("duration").getAsString());
        JsonArray gaps = json.getAsJsonArray("gaps");
        assertEquals(3, gaps.size(), gaps.toString());
        assertEquals(
                rttm.toString(), json.getAsJsonObject("options").get("segments").getAsString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tsv", "rttm", "audacity", "srt"})
    void theFormatsOfSegmentAreReadBack(String format) throws IOException {
        Path first = cuts("first.tsv", "0.5\t1.25\n1.5\t4\n");
        Path second = folder.resolve("second." + format);
        assertEquals(
                0,
                new Cli(new FakeEngines())
                        .run("segment", "-f", format, "-o", second, "--segments", first, recording)
                        .status());
        Cli.Outcome again = new Cli(new FakeEngines()).run("segment", "--segments", second, recording);
        assertEquals(new Cli.Outcome(0, "0.500\t1.250\t0.750\n1.500\t4.000\t2.500\n", ""), again);
    }

    @Test
    void subtitlesOfSegmentsHaveTheirNumbersOrSpeakers() throws IOException {
        assertEquals(
                "1\n00:00:00,000 --> 00:00:01,000\n1\n\n2\n00:00:01,000 --> 00:00:02,000\n2\n\n",
                new Cli(new FakeEngines())
                        .run("segment", "-f", "srt", "--end", "2", recording)
                        .out());
        Path rttm = cuts("x.rttm", "SPEAKER other 1 59.9996 3600 <NA> <NA> Ada <NA> <NA>\n");
        Path tsv = cuts("x.tsv", "0.9996\t2\n");
        assertEquals(
                "1\n00:00:01,000 --> 00:00:02,000\n1\n\n",
                new Cli(new FakeEngines())
                        .run("segment", "-f", "srt", "--segments", tsv, recording)
                        .out());
        Cli.Outcome beyond = new Cli(new FakeEngines()).run("segment", "-f", "srt", "--segments", rttm, recording);
        assertEquals(0, beyond.status());
        assertEquals("", beyond.out());
        assertTrue(beyond.err().contains(rttm + ": its segments are of 'other'; they are used for " + recording));
        assertTrue(
                beyond.err()
                        .contains(
                                "warning: " + rttm + ":1: the segment from 60.000 to 3660.000 s starts after the end"),
                beyond.err());
    }

    @Test
    void segmentsCountFromTheBeginningOfTheRecordingEvenInAnExcerpt() throws IOException {
        Path tsv = cuts("x.tsv", "0\t1\n1.5\t2.5\n2.5\t4.5\n");
        Cli.Outcome outcome =
                new Cli(new FakeEngines()).run("segment", "--start", "2", "--end", "4", "--segments", tsv, recording);
        assertEquals(new Cli.Outcome(0, "2.000\t2.500\t0.500\n2.500\t4.000\t1.500\n", ""), outcome);
    }

    @Test
    void rowsOfOneFileBelongToSeveralRecordings() throws IOException {
        Path b = recording("b c.wav");
        Path rttm = cuts(
                "all.rttm",
                "SPEAKER b_c 1 2.0 1.0 <NA> <NA> X <NA> <NA>\nSPEAKER " + recording
                        + " 1 1.0 1.0 <NA> <NA> Y <NA> <NA>\n");
        Cli.Outcome outcome = transcribe("-f", "jsonl", "--segments", rttm, recording, b);
        assertEquals(0, outcome.status(), outcome.err());
        List<String> lines = outcome.out().lines().toList();
        assertEquals(2, lines.size());
        assertTrue(
                lines.get(0).contains("\"text\":\"Two.\"") && lines.get(0).contains("\"speaker\":\"Y\""), lines.get(0));
        assertTrue(
                lines.get(1).contains("\"text\":\"Three.\"") && lines.get(1).contains("\"speaker\":\"X\""),
                lines.get(1));

        Path c = recording("c.wav");
        Cli.Outcome missing = transcribe("--segments", rttm, recording, c);
        assertEquals(3, missing.status());
        assertEquals(
                "qasr: " + c + ": " + rttm + " has no segments of it, only of b_c, " + recording + "\n", missing.err());

        Cli.Outcome unnamed = transcribe("--segments", cuts("x.tsv", "0\t1\n"), recording, b);
        assertEquals(2, unnamed.status());
        assertTrue(
                unnamed.err().contains("x.tsv: has the segments of one recording, not of 2; use rttm,"), unnamed.err());
    }

    @Test
    void recordingsOfOneNameInSeveralFoldersHaveTheirOwnSegments() throws IOException {
        Path monday = recording("days/mon/rec.wav");
        Path tuesday = recording("days/tue/rec.wav", 6);
        Path days = folder.resolve("days");
        Path one = cuts("one.tsv", "file\tstart\tend\n" + monday + "\t0\t1\n");
        Cli.Outcome missing = transcribe("-r", days, "--segments", one, "-d", folder.resolve("out"));
        assertEquals(3, missing.status(), missing.err());
        assertTrue(missing.err().contains(tuesday + ": " + one + " has no segments of it"), missing.err());

        Path other = cuts("other.tsv", "file\tstart\tend\ndays/mon/rec.wav\t0\t1\n./days/tue/rec.wav\t2\t3\n");
        Path turns = cuts("other.rttm", """
                SPEAKER mon/rec 1 0 1 <NA> <NA> A <NA> <NA>
                SPEAKER tue/rec 1 2 1 <NA> <NA> A <NA> <NA>
                """);
        for (Path list : List.of(other, turns)) {
            Cli.Outcome both = new Cli(new FakeEngines()).run("segment", "-r", days, "--segments", list);
            assertEquals(
                    new Cli.Outcome(
                            0,
                            "file\tstart\tend\tduration\n" + monday + "\t0.000\t1.000\t1.000\n" + tuesday
                                    + "\t2.000\t3.000\t1.000\n",
                            ""),
                    both);
        }
        Path part = cuts("part.tsv", "file\tstart\tend\nmon/rec.wav\t0\t1\n");
        Cli.Outcome parts = new Cli(new FakeEngines()).run("segment", "-r", days, "--segments", part);
        assertEquals(3, parts.status(), parts.err());
        assertTrue(parts.err().contains(tuesday + ": " + part + " has no segments of it"), parts.err());
    }

    @Test
    void namesThatFitSeveralRecordingsAreRefused() throws IOException {
        Path monday = recording("days/mon/rec.wav");
        Path tuesday = recording("days/tue/rec.wav");
        Path bare = cuts("bare.rttm", "SPEAKER rec 1 0 1 <NA> <NA> A <NA> <NA>\n");
        Cli.Outcome inputs = transcribe("--segments", bare, monday, tuesday);
        assertEquals(4, inputs.status(), inputs.err());
        assertTrue(
                inputs.err()
                        .contains(monday + ": 'rec' in " + bare + " may be this recording or " + tuesday
                                + "; use the paths of the inputs in " + bare),
                inputs.err());
        Path names = cuts("names.tsv", "file\tstart\tend\nx/rec.wav\t0\t1\ny/rec.wav\t2\t3\n");
        Cli.Outcome several = transcribe("--segments", names, monday);
        assertEquals(4, several.status(), several.err());
        assertTrue(
                several.err()
                        .contains(
                                names + " names several recordings 'rec.wav': x/rec.wav, y/rec.wav; name the input as "
                                        + names + " does"),
                several.err());
    }

    @Test
    void turnsInRttmOfASplitRecordingStayOnTheirChannels() throws IOException {
        float[] left = new float[4 * Waveform.SAMPLE_RATE];
        float[] right = left.clone();
        Arrays.fill(left, 0, Waveform.SAMPLE_RATE, 0.1f);
        Arrays.fill(right, 2 * Waveform.SAMPLE_RATE, 3 * Waveform.SAMPLE_RATE, 0.2f);
        Path call = FakeDecoder.write(folder.resolve("call.wav"), new float[][] {left, right});
        Path turns = cuts("call.rttm", """
                SPEAKER call 1 0.000 1.000 <NA> <NA> Agent_Smith <NA> <NA>
                SPEAKER call 2 2.000 1.000 <NA> <NA> Ms_Caller <NA> <NA>
                """);
        for (String names : List.of("Agent Smith,Ms Caller", "A,B")) {
            Cli.Outcome split = new Cli(new FakeEngines())
                    .run("segment", "--channels", "split", "--names", names, "--segments", turns, "-f", "rttm", call);
            assertEquals(0, split.status(), split.err());
            assertEquals(Files.readString(turns), split.out());
        }
    }

    @Test
    void whatIsNoListOfSegmentsIsAUsageError() throws IOException {
        Path text = cuts("notes.txt", "Buy milk.\n");
        Cli.Outcome outcome = transcribe("--segments", text, recording);
        assertEquals(2, outcome.status());
        assertEquals(
                "qasr: --segments: " + text
                        + ": is no list of segments; write it as the tsv, rttm, audacity or srt of 'qasr segment', or"
                        + " vtt\n",
                outcome.err().lines().findFirst().orElseThrow() + "\n");
        assertEquals(2, transcribe("--segments", recording, recording).status());
        assertEquals(
                2,
                transcribe("--segments", folder.resolve("missing.tsv"), recording)
                        .status());
        assertEquals(2, transcribe("--segments", folder, recording).status());
        assertEquals(
                2,
                transcribe("--no-vad", "--segments", cuts("x.tsv", "0\t1\n"), recording)
                        .status());
    }

    @Test
    void shortSegmentsAreLeftOutAndLongOnesSplit() throws IOException {
        Path tsv = cuts("x.tsv", "1\t1\n2\t2.02\n0\t4.5\n");
        Cli.Outcome outcome =
                new Cli(new FakeEngines()).run("segment", "--max-chunk", "2", "--segments", tsv, recording);
        assertEquals(0, outcome.status());
        assertEquals(3, outcome.out().lines().count(), outcome.out());
        assertTrue(outcome.out().startsWith("0.000\t") && outcome.out().contains("\t4.500\t"), outcome.out());
        assertEquals(
                "qasr: " + tsv + ":1: the segment is shorter than 25 ms; it is left out (and 1 more)\n"
                        + "qasr: " + recording + ": warning: " + tsv
                        + ":3: the segment from 0.000 to 4.500 s is longer than 2.000 s, the longest chunk; it is split\n",
                outcome.err());
    }

    @Test
    void otherSegmentsMakeAnOutputStale() throws IOException {
        Path tsv = cuts("x.tsv", "0\t1\n");
        Path out = folder.resolve("out");
        transcribe("-d", out, "--segments", tsv, recording);
        assertEquals("One.\n", Files.readString(out.resolve("a.txt")));
        assertTrue(
                transcribe("-v", "-d", out, "--segments", tsv, recording).err().contains("up to date"));
        Files.writeString(tsv, "2\t3\n", StandardCharsets.UTF_8);
        transcribe("-d", out, "--segments", tsv, recording);
        assertEquals("Three.\n", Files.readString(out.resolve("a.txt")));
        transcribe("-d", out, recording);
        assertEquals(
                "One. Two. Three. Four. Five.",
                Files.readString(out.resolve("a.txt")).replace("\n", " ").strip());
    }

    @Test
    void overlappingSegmentsAreRetriedEachForItself() throws IOException {
        Path rttm = cuts(
                "a.rttm", "SPEAKER a 1 0.0 4.0 <NA> <NA> A <NA> <NA>\nSPEAKER a 1 2.0 1.0 <NA> <NA> B <NA> <NA>\n");
        Path json = folder.resolve("a.json");
        transcribe("-o", json, "--segments", rttm, recording);
        Cli.Outcome outcome = new Cli(new FakeEngines(waveform -> "language English<asr_text>"
                        + (waveform.length() > 2 * Waveform.SAMPLE_RATE ? "Long." : "Short.")))
                .run("retry", "-m", model, "--segments", "0-1", json);
        assertEquals(0, outcome.status(), outcome.err());
        JsonArray segments =
                JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonArray("segments");
        assertEquals(2, segments.size());
        assertEquals("Long.", segments.get(0).getAsJsonObject().get("text").getAsString());
        assertEquals("Short.", segments.get(1).getAsJsonObject().get("text").getAsString());
        assertEquals("B", segments.get(1).getAsJsonObject().get("speaker").getAsString());
    }
}
