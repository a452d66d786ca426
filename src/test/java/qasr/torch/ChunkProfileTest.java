package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.model.ModelDirectory;
import qasr.model.Precision;
import qasr.model.PromptBuilder;
import qasr.testing.SeededModel;
import qasr.testing.Signals;

final class ChunkProfileTest {
    @Test
    void everyPartOfAChunksWorkIsThereWithItsOperators(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(OperatorProfile.available(), "no recorder in this build of libtorch");
        ModelDirectory directory = ModelDirectory.open(SeededModel.tiny().writeTo(folder.resolve("model")));
        NetworkOptions options =
                new NetworkOptions(1, "cpu", Precision.FP32, OptionalInt.of(3), List.of(), false, Set.of());
        Waveform chunk = Waveform.of(Signals.speechLike(1, 0.3, 2 * Signals.SECOND));
        try (TorchNetwork network = TorchNetwork.open(directory, options)) {
            String table = network.profile(new PromptBuilder(directory.tokenizer()).build(""), chunk);
            List<String> parts = Pattern.compile("(?m)^\\S.*(?=, \\d+\\.\\d ms, matrix products)")
                    .matcher(table)
                    .results()
                    .map(part -> part.group().replaceFirst("\\d+ positions", "N positions"))
                    .toList();
            assertEquals(
                    List.of(
                            "mel and encoder, 2 s of sound",
                            "prefill, N positions",
                            "decode, 16 steps, chunks side by side: 1",
                            "decode, 16 steps, chunks side by side: 3"),
                    parts);
            // The tiny shape's convolutions are products: its channels fill no block.
            for (String operator : List.of("aten::mm", "run_layer", "decode_cached")) {
                assertTrue(table.contains(operator), operator + " in " + table);
            }
        }
    }
}
