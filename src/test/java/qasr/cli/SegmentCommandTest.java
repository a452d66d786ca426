package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.run.WavFile;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;

/** Tests the output of {@code segment}. The engines are fakes that cut at every second. */
final class SegmentCommandTest {
    @TempDir
    Path folder;

    private final FakeEngines engines = new FakeEngines();

    @Test
    void eachChunkIsARowOfStartEndAndDuration() throws IOException {
        Cli.Outcome outcome = run("segment", recording("a.wav", 24_000));
        assertEquals(new Cli.Outcome(0, "0.000\t1.000\t1.000\n1.000\t1.500\t0.500\n", ""), outcome);
    }

    @Test
    void noModelIsNeeded() throws IOException {
        run("segment", recording("a.wav", 24_000));
        assertEquals(List.of("decoder"), engines.opened());
    }

    @Test
    void jsonHasTheSameNumbersAndTheDuration() throws IOException {
        Path a = recording("a.wav", 24_000);
        JsonObject json =
                JsonParser.parseString(run("segment", "-f", "json", a).out()).getAsJsonObject();
        assertEquals("qasr.segments/1", json.get("schema").getAsString());
        assertEquals(a.toString(), json.get("source").getAsString());
        assertEquals("1.500", json.get("duration").getAsString());
        assertEquals(
                "{\"id\":1,\"start\":1.000,\"end\":1.500,\"duration\":0.500}",
                json.get("segments").getAsJsonArray().get(1).toString());
    }

    @Test
    void withoutRecordingsNoFileIsWritten() throws IOException {
        Path none = Files.createDirectory(folder.resolve("none"));
        Path list = Files.createFile(folder.resolve("list.txt"));
        Path model = Files.createDirectory(folder.resolve("model"));
        Path file = Files.writeString(folder.resolve("x.tsv"), "mine");
        Cli.Outcome toFolder = new Cli(engines).run("segment", "-d", folder.resolve("out"), none);
        assertEquals(0, toFolder.status(), toFolder.err());
        assertEquals(toFolder, new Cli(engines).run("segment", "-o", file, none));
        assertEquals(
                0,
                new Cli(engines)
                        .run("segment", "-o", file, "--files-from", list)
                        .status());
        assertEquals(toFolder, new Cli(engines).run("detect-lang", "-m", model, "-o", file, none));
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void nothingOfAnotherRecordingOfTheSameNameIsReplaced() throws IOException {
        Path first = recording(Files.createDirectory(folder.resolve("x")) + "/talk.wav", 24_000);
        Path second = FakeDecoder.write(
                Files.createDirectory(folder.resolve("y")).resolve("talk.wav"), Signals.noise(8, 0.5, 24_000));
        Path model = Files.createDirectory(folder.resolve("model"));
        Path tables = folder.resolve("segs");
        Path wavs = folder.resolve("wavs");
        assertEquals(
                0, run("segment", "-d", tables, "--write-audio", wavs, first).status());
        byte[] sound = Files.readAllBytes(wavs.resolve("talk.0001.wav"));
        FakeEngines unused = new FakeEngines();
        for (Path folderOfTables : List.of(tables, folder.resolve("others"))) {
            Cli.Outcome refused = new Cli(unused).run("segment", "-d", folderOfTables, "--write-audio", wavs, second);
            assertEquals(7, refused.status(), refused.err());
            assertTrue(refused.err().contains("it was made from " + first), refused.err());
            boolean table = folderOfTables.equals(tables);
            assertTrue(
                    refused.err().contains("; choose another " + (table ? "-d or" : "--write-audio, or --on-exists")),
                    refused.err());
            assertArrayEquals(sound, Files.readAllBytes(wavs.resolve("talk.0001.wav")));
        }
        assertEquals(
                0, run("segment", "-d", tables, "--write-audio", wavs, first).status());
        assertEquals(
                0,
                run("segment", "-d", tables, "--write-audio", wavs, "--on-exists", "overwrite", second)
                        .status());
        Path languages = folder.resolve("languages");
        run("detect-lang", "-m", model, "-d", languages, first);
        Cli.Outcome refused = run("detect-lang", "-m", model, "-d", languages, second);
        assertEquals(7, refused.status(), refused.err());
    }

    @Test
    void severalRecordingsGetAFileColumnOrLines() throws IOException {
        Path a = recording("a.wav", 16_000);
        Path b = recording("b.wav", 16_000);
        assertEquals(
                "file\tstart\tend\tduration\n" + a + "\t0.000\t1.000\t1.000\n" + b + "\t0.000\t1.000\t1.000\n",
                run("segment", a, b).out());
        assertEquals(2, run("segment", "-f", "json", a, b).out().lines().count());
    }

    @Test
    void statsAddTheLevelsOfEachSegment() throws IOException {
        float[] loud = Signals.tone(1000, 0.5, 16_000);
        float[] quiet = Signals.tone(2000, 0.05, 8_000);
        loud[0] = 0.1f; // a chunk whose first sample is 0 is silence for these engines
        quiet[0] = 0.01f;
        Path a = FakeDecoder.write(folder.resolve("a.wav"), Signals.concat(loud, quiet));
        String names = "start\tend\tduration\tlevel\tpeak\tnoise\tsnr\tclipped\tbandwidth\n";
        Cli.Outcome outcome = run("segment", "--stats", a);
        assertEquals(0, outcome.status(), outcome.err());
        List<String> rows = outcome.out().lines().toList();
        assertEquals(names.strip(), rows.get(0));
        assertTrue(rows.get(1).startsWith("0.000\t1.000\t1.000\t-9.0\t-6.0\t"), rows.get(1));
        assertTrue(rows.get(1).endsWith("\t0\t1250"), rows.get(1));
        assertTrue(rows.get(2).startsWith("1.000\t1.500\t0.500\t-29.0\t-26.0\t"), rows.get(2));
        assertTrue(rows.get(2).endsWith("\t0\t2250"), rows.get(2));
        float[] full = Signals.tone(1000, 1, 16_000);
        full[0] = 0.1f;
        Path b = FakeDecoder.write(folder.resolve("b.wav"), full);
        List<String> shared = run("segment", "--stats", a, b).out().lines().toList();
        assertEquals("file\t" + names.strip(), shared.get(0));
        assertEquals(List.of(a + "\t" + rows.get(1), a + "\t" + rows.get(2)), shared.subList(1, 3));
        String[] clipped = shared.get(3).split("\t", -1);
        assertEquals(4, shared.size());
        assertTrue(Integer.parseInt(clipped[8]) > 100, shared.get(3));
        JsonObject json = JsonParser.parseString(
                        run("segment", "--stats", "-f", "json", a).out())
                .getAsJsonObject();
        assertEquals("-6.0", json.getAsJsonObject("stats").get("peak_dbfs").getAsString());
        assertEquals(
                "-26.0",
                json.getAsJsonArray("segments")
                        .get(1)
                        .getAsJsonObject()
                        .getAsJsonObject("stats")
                        .get("peak_dbfs")
                        .getAsString());
    }

    @Test
    void theChunksSoundIsWrittenAsWav() throws IOException {
        float[] samples = Signals.noise(7, 0.5, 24_000);
        Path a = FakeDecoder.write(folder.resolve("talk.m4a"), samples);
        Path out = folder.resolve("chunks");
        assertEquals(0, run("segment", "--write-audio", out, a).status());
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(
                    List.of(".qasr", "talk.0001.wav", "talk.0002.wav"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertArrayEquals(
                WavFile.of(Waveform.of(Arrays.copyOfRange(samples, 16_000, 24_000))),
                Files.readAllBytes(out.resolve("talk.0002.wav")));
    }

    @Test
    void theSoundOfChunksIsWrittenThoughTheTableIsKept() throws IOException {
        Path a = FakeDecoder.write(folder.resolve("talk.wav"), Signals.noise(7, 0.5, 24_000));
        Path tables = folder.resolve("tables");
        Path wavs = folder.resolve("wavs");
        assertEquals(0, run("segment", "-d", tables, a).status());
        Files.writeString(tables.resolve("talk.tsv"), "mine");
        Object[] words = {"segment", "-d", tables, "--write-audio", wavs, "--on-exists", "skip", a};
        assertEquals(0, run(words).status());
        assertTrue(Files.exists(wavs.resolve("talk.0002.wav")));
        assertEquals("mine", Files.readString(tables.resolve("talk.tsv")));
        Files.writeString(wavs.resolve("talk.0001.wav"), "mine");
        assertEquals(0, run(words).status());
        assertEquals("mine", Files.readString(wavs.resolve("talk.0001.wav")));
    }

    @Test
    void silenceIsNoChunkAndNoError() throws IOException {
        Path silent = FakeDecoder.write(folder.resolve("silent.wav"), Signals.silence(16_000));
        assertEquals(new Cli.Outcome(0, "", "qasr: " + silent + ": no speech found\n"), run("segment", silent));
    }

    @Test
    void aBadInputDoesNotStopTheOthers() throws IOException {
        Path missing = folder.resolve("missing.wav");
        Cli.Outcome outcome = run("segment", "-d", folder.resolve("out"), missing, recording("a.wav", 16_000));
        assertEquals(new Cli.Outcome(3, "", "qasr: " + missing + ": no such file\n"), outcome);
        assertEquals(
                "0.000\t1.000\t1.000\n", Files.readString(folder.resolve("out").resolve("a.tsv")));
    }

    private Cli.Outcome run(Object... arguments) {
        return new Cli(engines).run(arguments);
    }

    private Path recording(String name, int samples) throws IOException {
        return FakeDecoder.write(folder.resolve(name), Signals.noise(7, 0.5, samples));
    }

    @Test
    void otherProgramsReadTheChunks() throws IOException {
        Path a = recording("a b.wav", 24_000);
        String rttm = run("segment", "-f", "rttm", a).out();
        assertTrue(rttm.startsWith("SPEAKER a_b 1 0.000 1.000 <NA> <NA> speech <NA> <NA>\n"), rttm);
        for (String row : rttm.split("\n", 0)) {
            assertEquals(10, row.split(" ", -1).length, row);
        }
        String labels = run("segment", "-f", "audacity", a).out();
        assertEquals("0.000\t1.000\t1", labels.lines().findFirst().orElseThrow());
        assertEquals(rttm.lines().count(), labels.lines().count());
    }
}
