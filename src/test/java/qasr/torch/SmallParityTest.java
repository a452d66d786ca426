package qasr.torch;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.model.ModelDirectory;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;

/** The small shape against golden numbers, on made noise: nothing outside the repository is needed. */
class SmallParityTest {
    @TempDir
    Path temporary;

    @Test
    @SuppressWarnings("SystemOut") // the measured errors belong into the build's output
    void melEncoderAndLogitsEqualTheGoldenNumbers() throws Exception {
        Path directory = SeededModel.of(SeededShape.SMALL).seed(1).writeTo(temporary);
        try (GoldenRun run = new GoldenRun(ModelDirectory.open(directory))) {
            for (String name : List.of("small-seed1-noise-12000.json", "small-seed1-noise-150000.json")) {
                Golden golden = Golden.read(Path.of(
                        SmallParityTest.class.getResource("golden/" + name).toURI()));
                System.out.println(
                        run.check(golden, golden.waveform(Path.of("."))).describe(name));
            }
        }
    }
}
