package qasr.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.text.Tokenizer;

final class BytePairsTest {
    private static final Path DEMO = Path.of("models/demo");
    private static final List<String> TEXTS = List.of(
            "language Spanish",
            "Thank you for calling. It's 10 o'clock",
            " вы можете",
            "请按一。",
            "多謝你嘅來電。",
            "système\n",
            "  a\t");

    @Test
    void learnsTheWordsItIsGivenAndFrequentPairs() {
        BytePairs pairs = BytePairs.learn(List.of("language"), List.of("aaab aaab aaab aaab aaab aaab aaab"), 6);
        assertEquals(1, pairs.encode("language").length);
        assertEquals(1, pairs.encode(" aaab").length);
        assertEquals(3, pairs.encode("xyz").length);
    }

    @Test
    void agreesWithTheProgramsTokenizerOnTheBuiltInModel() throws IOException {
        BytePairs pairs = BytePairs.of(Files.readAllLines(DEMO.resolve("merges.txt")));
        Tokenizer tokenizer = Tokenizer.load(DEMO);
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(4); k >= 0; k--) {
                text.append(TEXTS.get(random.nextInt(TEXTS.size())));
            }
            assertArrayEquals(tokenizer.encode(text.toString()), pairs.encode(text.toString()), text.toString());
        }
    }

    @Test
    void decodingGivesTheTextBack() throws IOException {
        BytePairs pairs = BytePairs.of(Files.readAllLines(DEMO.resolve("merges.txt")));
        for (String text : TEXTS) {
            assertEquals(
                    text, pairs.decode(Arrays.stream(pairs.encode(text)).boxed().toList()));
        }
    }
}
