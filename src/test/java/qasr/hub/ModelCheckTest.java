package qasr.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;
import qasr.testing.Shared;

/** Tests what is said about complete model directories. */
final class ModelCheckTest {
    private static final String RECIPE = "qasr-int8.json";

    @TempDir
    Path folder;

    /** Returns a shape with the vocabulary of a published model and an encoder of {@code width}, else tiny. */
    private static SeededShape published(int width, int vocabulary) {
        return new SeededShape(80, 8, width, 1, 2, 32, 32, 1, 4, 2, 8, 48, vocabulary);
    }

    private static final SeededShape SMALL = published(896, 151_936);
    private static final SeededShape ALIGNER = published(16, 152_064);

    @Test
    void modelsInTheNativeLayoutAreNotComparedWithTheOriginalOne() throws IOException {
        SeededModel small = SeededModel.of(SMALL).layout(SeededModel.Layout.NATIVE);
        assertEquals(List.of(), ModelCheck.of(small.writeTo(folder.resolve("small-hf"))));
        SeededModel aligner = SeededModel.aligner(ALIGNER).layout(SeededModel.Layout.NATIVE);
        assertEquals(List.of(), ModelCheck.of(aligner.writeTo(folder.resolve("aligner-hf"))));
    }

    @Test
    void anotherConfigThanThePublishedOneIsAWarning() throws IOException {
        Path small = withPublishedVocabulary(SeededModel.of(SMALL).writeTo(folder.resolve("small")));
        assertEquals(
                List.of(new ModelCheck.Finding(
                        false, small + "/config.json: differs from the config.json of Qwen3-ASR-0.6B that qasr knows")),
                ModelCheck.of(small));
        Path aligner = withPublishedVocabulary(SeededModel.aligner(ALIGNER).writeTo(folder.resolve("aligner")));
        assertEquals(
                List.of(
                        new ModelCheck.Finding(
                                false,
                                aligner
                                        + "/config.json: differs from the config.json of Qwen3-ForcedAligner-0.6B that qasr knows")),
                ModelCheck.of(aligner));
    }

    @Test
    void aRecipeMayChangeAfterTheInstallation() throws IOException {
        Path source = SeededModel.tiny().writeTo(folder.resolve("calibrated"));
        Files.writeString(source.resolve(RECIPE), "{}");
        Path model = new ModelStore(folder.resolve("models"))
                .add(source, "tiny", false)
                .path();
        assertEquals("{}", Files.readString(model.resolve(RECIPE)));
        Files.writeString(model.resolve(RECIPE), "{\"format\": \"newer\"}");
        assertEquals(List.of(), ModelCheck.of(model));
        Path sums = model.resolve(Checksums.FILE);
        Files.writeString(sums, Files.readString(sums) + "0".repeat(64) + "  " + RECIPE + "\n"); // as in older lists
        assertEquals(List.of(), ModelCheck.of(model));
        Files.delete(model.resolve(RECIPE));
        assertEquals(List.of(), ModelCheck.of(model));
    }

    private static Path withPublishedVocabulary(Path model) throws IOException {
        for (String name : List.of("vocab.json", "merges.txt")) {
            Files.delete(model.resolve(name));
            Files.copy(Shared.file("data/tokenizer").resolve(name), model.resolve(name));
        }
        return model;
    }
}
