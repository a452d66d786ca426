package qasr.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasuredRowsTest {
    @TempDir
    Path folder;

    private Path model(String name, String weights) throws IOException {
        Path model = Files.createDirectory(folder.resolve(name));
        Files.writeString(model.resolve("model.safetensors"), weights);
        return model;
    }

    @Test
    void eachModelHasItsOwnRowsInOneFile() throws IOException {
        Path one = model("one", "1");
        Path other = model("other", "2");
        Path file = folder.resolve("rows.tsv");
        MeasuredRows.in(file, one, 20, 2).add("hum, 20 dB", "highpass", "14.4 % / 0.3 / 0.2");
        assertEquals(Optional.empty(), MeasuredRows.in(file, other, 20, 2).value("hum, 20 dB", "highpass"));
        MeasuredRows.in(file, other, 20, 2).add("hum, 20 dB", "highpass", "5.0 % / 0.3 / 0.2");
        assertEquals(
                Optional.of("14.4 % / 0.3 / 0.2"),
                MeasuredRows.in(file, one, 20, 2).value("hum, 20 dB", "highpass"));
        assertEquals(Optional.empty(), MeasuredRows.in(file, one, 21, 2).value("hum, 20 dB", "highpass"));
        assertEquals(Optional.empty(), MeasuredRows.in(file, one, 20, 4).value("hum, 20 dB", "highpass"));
        assertEquals(2, Files.readAllLines(file).size());
    }
}
