package qasr.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelSumTest {
    private static final FileTime BEFORE = FileTime.fromMillis(1_000_000_000);

    @TempDir
    Path folder;

    private Path model;
    private Path weights;

    @BeforeEach
    void makeModel() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        weights = Files.writeString(model.resolve("model.safetensors"), "weights");
        Files.writeString(model.resolve("config.json"), "{}");
    }

    @Test
    void theSumIsThatOfTheWeightsAlone() throws IOException {
        assertEquals(Optional.of(Checksums.of(weights)), ModelSum.of(model, List.of()));
        Files.writeString(model.resolve("other.safetensors"), "more");
        Path lines = Files.writeString(
                folder.resolve("lines"),
                Checksums.of(weights) + "  model.safetensors\n" + Checksums.of(model.resolve("other.safetensors"))
                        + "  other.safetensors\n");
        assertEquals(Optional.of(Checksums.of(lines)), ModelSum.of(model, List.of()));
        assertEquals(Optional.empty(), ModelSum.of(folder, List.of()));
    }

    @Test
    void largeWeightsAreReadOnce() throws IOException {
        grow();
        Path cache = folder.resolve("cache");
        Optional<String> sum = ModelSum.of(model, List.of(cache));
        assertEquals(Optional.of(Checksums.of(weights)), sum);
        change();
        assertEquals(sum, ModelSum.of(model, List.of(folder.resolve("none"), cache)));
        assertFalse(Files.exists(folder.resolve("none")));
        assertEquals(Optional.of(cache.resolve(ModelSum.CACHE)), ModelSum.cacheIn(cache));
        assertEquals(Optional.empty(), ModelSum.cacheIn(model));
        Files.setLastModifiedTime(weights, FileTime.fromMillis(2_000_000_000));
        assertEquals(Optional.of(Checksums.of(weights)), ModelSum.of(model, List.of(cache)));
        assertEquals(Optional.empty(), ModelSum.of(model, List.of()), "would be computed at each start");
    }

    @Test
    void theSumOfTheInstallationIsUsedUntilTheWeightsChange() throws IOException {
        grow();
        String sum = "0123456789abcdef".repeat(4);
        model = new ModelStore(Files.createDirectories(folder.resolve("models")))
                .install(model, "big", new Checksums(Map.of("model.safetensors", sum)))
                .path();
        weights = model.resolve("model.safetensors");
        assertEquals(Optional.of(sum), ModelSum.of(model, List.of()));
        change();
        Files.setLastModifiedTime(weights, FileTime.fromMillis(500_000_000)); // older than the list of sums
        assertEquals(Optional.of(Checksums.of(weights)), ModelSum.of(model, List.of(model)));
        assertEquals(Optional.of(Checksums.of(weights)), ModelSum.of(model, List.of()), "computed once");
    }

    @Test
    void aListWithoutSizesAndTimesIsNotTrusted() throws IOException {
        grow();
        Files.writeString(model.resolve(Checksums.FILE), "0".repeat(64) + "  model.safetensors\n");
        assertEquals(Optional.of(Checksums.of(weights)), ModelSum.of(model, List.of(model)));
        assertTrue(Files.exists(model.resolve(ModelSum.CACHE)), "computed once");
    }

    private void grow() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
            file.setLength(1L << 25);
        }
        Files.setLastModifiedTime(weights, BEFORE);
    }

    /** Changes a byte so that no clock shows it. */
    private void change() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
            file.write(1);
        }
        Files.setLastModifiedTime(weights, BEFORE);
    }
}
