package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.console.ExitStatus;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;

final class DecodingOptionsTest {
    @TempDir
    Path folder;

    private Path model;
    private Path recording;

    @BeforeEach
    void write() throws Exception {
        model = Files.createDirectories(folder.resolve("model"));
        float[] second = Signals.silence(Signals.SECOND);
        Arrays.fill(second, 0.1f);
        recording = FakeDecoder.write(folder.resolve("a.wav"), second);
    }

    private Cli.Outcome transcribe(String size) {
        return new Cli(new FakeEngines()).run("transcribe", "-q", "-m", model, "--batch-size", size, recording);
    }

    @Test
    void aBatchSizeIsANumberOrAuto() {
        for (String size : new String[] {"auto", "1", "64"}) {
            assertEquals(new Cli.Outcome(0, "One.\n", ""), transcribe(size), size);
        }
    }

    @Test
    void anUnknownValueIsAUsageError() {
        for (String size : new String[] {"0", "65", "many", "-3", ""}) {
            Cli.Outcome outcome = transcribe(size);
            assertEquals(ExitStatus.USAGE.code(), outcome.status(), size);
        }
        assertEquals(
                "qasr: --batch-size: 'many' is neither auto nor a number",
                transcribe("many").err().lines().findFirst().orElse(""));
    }
}
