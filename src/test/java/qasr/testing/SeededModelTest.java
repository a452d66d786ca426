package qasr.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeededModelTest {
    @TempDir
    Path temporary;

    @Test
    void writesTheSameBytesForTheSameSeed() throws Exception {
        Path one = SeededModel.tiny().writeTo(temporary.resolve("one"));
        Path two = SeededModel.tiny().writeTo(temporary.resolve("two"));
        assertEquals(-1, Files.mismatch(one.resolve("model.safetensors"), two.resolve("model.safetensors")));
        Path other = SeededModel.tiny().seed(2).writeTo(temporary.resolve("other"));
        assertTrue(Files.mismatch(one.resolve("model.safetensors"), other.resolve("model.safetensors")) > 0);
    }

    @Test
    void aTinyModelStaysTiny() throws Exception {
        Path directory = SeededModel.tiny().writeTo(temporary.resolve("model"));
        long bytes = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        assertTrue(bytes < 300_000, bytes + " bytes");
    }
}
