package qasr.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.align.UnitAligner;
import qasr.model.CharacterHead;
import qasr.model.Precision;
import qasr.text.Language;

/** A model brings an aligner exactly if its directory has the head's file. */
final class OpenModelTest {
    private static final Path DEMO = Path.of("models", "demo");
    private static final ModelRequest REQUEST =
            new ModelRequest(Optional.empty(), OptionalInt.of(1), "cpu", Precision.AUTO, OptionalInt.empty(), false);

    @Test
    void theBuiltInModelAlignsWhileItDecodes() throws Exception {
        try (NativeEngines engines = new NativeEngines(directory -> List.of())) {
            UnitAligner aligner = engines.openModel(DEMO, REQUEST).aligner().orElseThrow();
            Language english = Language.named("English");
            assertTrue(aligner.knows(english));
            assertFalse(aligner.knows(Language.named("German")));
            assertEquals(180 * 16_000, aligner.maxSamples());
            float[] tone = new float[8_000];
            for (int i = 0; i < tone.length; i++) {
                tone[i] = (float) Math.sin(0.1 * i);
            }
            assertEquals(4, aligner.align(tone, List.of("one", "two"), english).length);
        }
    }

    @Test
    void aModelWithoutTheFileHasNoAligner(@TempDir Path folder) throws Exception {
        try (Stream<Path> files = Files.list(DEMO)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith(CharacterHead.FILE)) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
            }
        }
        try (NativeEngines engines = new NativeEngines(directory -> List.of())) {
            assertTrue(engines.openModel(folder, REQUEST).aligner().isEmpty());
        }
    }
}
