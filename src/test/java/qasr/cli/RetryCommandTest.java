package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.testing.FakeDecoder;
import qasr.testing.TranscriptSchema;

final class RetryCommandTest {
    @TempDir
    Path folder;

    private Path model;
    private Path recording;
    private Path json;

    @BeforeEach
    void transcribe() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        float[] samples = new float[5 * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            int second = i / Waveform.SAMPLE_RATE;
            samples[i] = second == 1 ? 0 : 0.1f * second + 0.1f;
        }
        recording = FakeDecoder.write(folder.resolve("a.wav"), samples);
        json = folder.resolve("a.json");
        new Cli(new FakeEngines()).run("transcribe", "-m", model, "-o", json, recording);
    }

    @Test
    void theSegmentsNamedAreTranscribedAgainAndTheirOldWordsKept() throws IOException {
        FakeEngines engines = new FakeEngines(waveform -> "language Spanish<asr_text>Otra.");
        Cli.Outcome outcome = new Cli(engines).run("retry", "-m", model, json, "--segments", "1-2");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals("", outcome.out());
        String text = Files.readString(json);
        TranscriptSchema.check(text);
        JsonObject result = JsonParser.parseString(text).getAsJsonObject();
        assertEquals("One. Otra. Otra. Five.", result.get("text").getAsString());
        JsonObject segment = result.getAsJsonArray("segments").get(1).getAsJsonObject();
        assertEquals("retried", segment.get("status").getAsString());
        assertEquals(2, segment.get("attempts").getAsInt());
        JsonObject earlier = segment.getAsJsonArray("earlier").get(0).getAsJsonObject();
        assertEquals("Three.", earlier.get("text").getAsString());
        assertEquals(2, engines.network().chunks().size());
        assertEquals(0.3f, engines.network().chunks().get(0).sample(8_000), 0.001f);
        assertEquals(0.4f, engines.network().chunks().get(1).sample(8_000), 0.001f);
    }

    @Test
    void nothingIsDoneWhereNothingIsFlagged() throws IOException {
        String before = Files.readString(json);
        assertEquals(0, retry("--flagged").status());
        assertEquals(before, Files.readString(json));
    }

    @Test
    void anotherRecordingIsRefused() throws IOException {
        String before = Files.readString(json);
        Path moved = Files.move(recording, folder.resolve("b.wav"));
        Cli.Outcome missing = retry("--segments", "1");
        assertEquals(4, missing.status());
        assertTrue(missing.err().contains("no such file; say where it is with --recording FILE"), missing.err());
        assertEquals(0, retry("--segments", "0", "--recording", moved).status());
        FakeDecoder.write(recording, new float[Waveform.SAMPLE_RATE]);
        Files.writeString(json, before);
        Cli.Outcome changed = retry("--segments", "1");
        assertEquals(4, changed.status());
        assertTrue(changed.err().contains("has changed"), changed.err());
        assertEquals(before, Files.readString(json));
    }

    @Test
    void aChoiceThatIsNoneIsAUsageError() {
        assertEquals(2, retry("--segments", "4").status());
        assertEquals(2, retry("--segments", "1,x").status());
        assertEquals(2, retry("--segments", "1", "--flagged").status());
        assertEquals(2, retry().status());
    }

    private Cli.Outcome retry(Object... arguments) {
        Object[] all = new Object[4 + arguments.length];
        all[0] = "retry";
        all[1] = "-m";
        all[2] = model;
        all[3] = json;
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return new Cli(new FakeEngines()).run(all);
    }
}
