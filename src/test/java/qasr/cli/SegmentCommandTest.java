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
    void severalRecordingsGetAFileColumnOrLines() throws IOException {
        Path a = recording("a.wav", 16_000);
        Path b = recording("b.wav", 16_000);
        assertEquals(
                "file\tstart\tend\tduration\n" + a + "\t0.000\t1.000\t1.000\n" + b + "\t0.000\t1.000\t1.000\n",
                run("segment", a, b).out());
        assertEquals(2, run("segment", "-f", "json", a, b).out().lines().count());
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
        assertTrue(
                rttm.startsWith(
                        "SPEAKER " + a.toString().replace(' ', '_') + " 1 0.000 1.000 <NA> <NA> speech <NA> <NA>\n"),
                rttm);
        for (String row : rttm.split("\n", 0)) {
            assertEquals(10, row.split(" ", -1).length, row);
        }
        String labels = run("segment", "-f", "audacity", a).out();
        assertEquals("0.000\t1.000\t1", labels.lines().findFirst().orElseThrow());
        assertEquals(rttm.lines().count(), labels.lines().count());
    }
}
