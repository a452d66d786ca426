package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.run.QuantizeRun;
import qasr.testing.FakeDecoder;

class ModelsQuantizeCommandTest {
    @TempDir
    private Path folder;

    private final FakeEngines engines = new FakeEngines();

    @Test
    void quantizeUsesRecordingsAndReportsTheResult() throws Exception {
        float[] sound = new float[48_000];
        Arrays.fill(sound, 0.1f);
        Path recording = FakeDecoder.write(folder.resolve("a.wav"), sound);
        Cli.Outcome outcome = new Cli(engines).run("models", "quantize", "-m", folder, recording);
        assertEquals("a.b\tint8\t0.0100\t0.0300\t2\n", outcome.out());
        assertEquals(0, outcome.status());
        assertTrue(
                outcome.err()
                        .endsWith("qasr: wrote " + folder.resolve("recipe")
                                + ": 1 of 1 matrices in 8 bits, encoder and cache in bf16; compared with 16 bits, 1 of 1000 tokens differ in the"
                                + " calibration speech, and 0 of 500 tokens in other speech\n"),
                outcome.err());
        assertEquals(List.of("decoder", "quantize " + folder.getFileName() + " with 3"), engines.opened());
    }

    @Test
    void aModelUnsuitableFor8BitsIsReported() throws Exception {
        float[] sound = new float[48_000];
        Arrays.fill(sound, 0.1f);
        Path recording = FakeDecoder.write(folder.resolve("a.wav"), sound);
        Cli.Outcome outcome = new Cli(engines.sixteenBits()).run("models", "quantize", "-m", folder, recording);
        assertEquals("a.b\tfp16\t0.0100\t0.0300\t2\n", outcome.out());
        assertTrue(outcome.err().contains("none of 1 matrices is accurate enough in 8 bits"), outcome.err());
        assertEquals(0, outcome.status());
    }

    @Test
    void int8IsExplainedOnRequest() throws Exception {
        Path recording = FakeDecoder.write(folder.resolve("a.wav"), new float[] {0.1f});
        Cli.Outcome outcome = new Cli(engines).run("-m", folder, "--dtype", "int8", recording);
        assertTrue(outcome.err().contains("warning: never calibrated"), outcome.err());
        assertTrue(!new Cli(engines).run("-m", folder, recording).err().contains("calibrated"));
    }

    @Test
    void theDefaultRecordingsExist() {
        for (String name : QuantizeRun.EXAMPLES) {
            assertTrue(Files.isRegularFile(Path.of("examples", name)), name);
        }
    }

    @Test
    void withoutExamplesRecordingsAreRequired() {
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
