package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.console.ExitStatus;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;

/** Tests the hidden options for the benchmark. */
final class MeasuringOptionsTest {
    @TempDir
    Path folder;

    private Cli.Outcome transcribe(String option, Path file) throws Exception {
        Path model = Files.createDirectories(folder.resolve("model"));
        float[] second = Signals.silence(Signals.SECOND);
        Arrays.fill(second, 0.1f);
        Path recording = FakeDecoder.write(folder.resolve("a.wav"), second);
        return new Cli(new FakeEngines()).run("transcribe", "-q", "-m", model, option, file, recording);
    }

    @Test
    void theProfileGoesToItsFileAndStandardOutputStaysTheTranscripts() throws Exception {
        Path file = folder.resolve("profile.txt");
        assertEquals(new Cli.Outcome(0, "One.\n", ""), transcribe("--profile", file));
        assertEquals("prefill, 1.0 ms\n", Files.readString(file));
    }

    @Test
    void stageTimesAreOneObject() throws Exception {
        Path file = folder.resolve("stages.json");
        assertEquals(new Cli.Outcome(0, "One.\n", ""), transcribe("--stage-times", file));
        assertTrue(JsonParser.parseString(Files.readString(file))
                .getAsJsonObject()
                .getAsJsonObject("stages")
                .has("prefill"));
    }

    @Test
    void aFileThatCannotBeWrittenIsAnError() throws Exception {
        Path file = folder.resolve("a.wav/profile.txt");
        Cli.Outcome outcome = transcribe("--profile", file);
        assertEquals(ExitStatus.OUTPUT.code(), outcome.status());
        assertTrue(outcome.err().startsWith("qasr: " + file + ": cannot be written: "), outcome.err());
    }

    @Test
    void helpDoesNotListHiddenOptions() {
        String help = new Cli(new FakeEngines()).run("transcribe", "--help").out();
        assertTrue(help.contains("--batch-size"), help);
        assertFalse(help.contains("--profile") || help.contains("--stage-times"), help);
    }
}
