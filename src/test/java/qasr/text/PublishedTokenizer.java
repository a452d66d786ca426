package qasr.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import qasr.testing.Shared;

/** The published vocabulary in the layout of a model directory, made of the reference data. */
final class PublishedTokenizer {
    private PublishedTokenizer() {}

    /** Fills {@code directory} with vocab.json, merges.txt and tokenizer_config.json; skips the test without them. */
    static Path copyTo(Path directory) throws IOException {
        Files.copy(Shared.file("data/tokenizer/vocab.json"), directory.resolve("vocab.json"));
        Files.copy(Shared.file("data/tokenizer/merges.txt"), directory.resolve("merges.txt"));
        Files.copy(
                Shared.file("data/published/Qwen3-ASR-0.6B/tokenizer_config.json"),
                directory.resolve("tokenizer_config.json"));
        return directory;
    }
}
