package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.FakeDecoder;

class ModelsQuantizeCommandTest {
    @TempDir
    private Path folder;

    private final FakeEngines engines = new FakeEngines();

    @Test
    void itListensToRecordingsAndSaysWhatCameOfIt() throws Exception {
        float[] sound = new float[48_000];
        Arrays.fill(sound, 0.1f);
        Path recording = FakeDecoder.write(folder.resolve("a.wav"), sound);
        Cli.Outcome outcome = new Cli(engines).run("models", "quantize", "-m", folder, recording);
        assertEquals("a.b\tint8\t0.0100\t0.0300\n", outcome.out());
        assertEquals(0, outcome.status());
        assertTrue(
                outcome.err()
                        .endsWith("qasr: wrote " + folder.resolve("recipe")
                                + ": 1 of 1 matrices in 8 bits, 1 of 1000 tokens are others than in 16 bits\n"),
                outcome.err());
        assertEquals(List.of("decoder", "quantize " + folder.getFileName() + " with 3"), engines.opened());
    }

    @Test
    void theExamplesItListensToOtherwiseAreThere() {
        for (String name : QuantizeRun.EXAMPLES) {
            assertTrue(Files.isRegularFile(Path.of("examples", name)), name);
        }
    }

    @Test
    void withoutExamplesItAsksForRecordings() {
        Cli.Outcome outcome = new Cli(engines).home(folder).run("models", "quantize", "-m", folder);
        assertEquals(2, outcome.status());
        assertTrue(outcome.err().contains("name some recordings of speech"), outcome.err());
    }

    @Test
    void aRecordingThatIsNotThereIsNamed() {
        Cli.Outcome outcome = new Cli(engines).run("models", "quantize", "-m", folder, folder.resolve("none.wav"));
        assertEquals(4, outcome.status());
        assertTrue(outcome.err().contains("none.wav"), outcome.err());
    }
}
