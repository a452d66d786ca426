package qasr.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.Property;

/** Our tokenizer against Hugging Face's own library, on generated text in ten scripts and on random ids. */
final class TokenizerOracleTest {
    private static final int CASES = 10_000;

    @TempDir
    private Path directory;

    @BeforeAll
    static void keepTheLibraryInTarget() {
        System.setProperty(
                "ENGINE_CACHE_DIR", Path.of("target/djl").toAbsolutePath().toString());
        System.setProperty(
                "DJL_CACHE_DIR", Path.of("target/djl").toAbsolutePath().toString());
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    @Test
    void aSmallVocabularyAgreesWithTheReferenceLibrary() throws IOException {
        SmallVocabulary small = new SmallVocabulary();
        Tokenizer ours = Tokenizer.load(small.writeThreeFiles(directory.resolve("ours")));
        compare(ours, small.writeOneFile(directory.resolve("theirs"), false).resolve("tokenizer.json"));
    }

    @Test
    void thePublishedVocabularyAgreesWithTheReferenceLibrary() throws IOException {
        PublishedTokenizer.copyTo(directory);
        Path whole = directory.resolve("tokenizer.json");
        Files.writeString(whole, publishedAsOneFile().toString());
        compare(Tokenizer.load(directory), whole);
    }

    private JsonObject publishedAsOneFile() throws IOException {
        Map<String, Integer> vocab = new HashMap<>();
        parse("vocab.json")
                .entrySet()
                .forEach(entry -> vocab.put(entry.getKey(), entry.getValue().getAsInt()));
        List<String[]> merges = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("merges.txt"))) {
            if (!line.startsWith("#version")) {
                merges.add(line.split(" ", 2));
            }
        }
        List<AddedToken> added = new ArrayList<>();
        parse("tokenizer_config.json")
                .getAsJsonObject("added_tokens_decoder")
                .entrySet()
                .forEach(entry -> {
                    JsonObject token = entry.getValue().getAsJsonObject();
                    added.add(new AddedToken(
                            Integer.parseInt(entry.getKey()),
                            token.get("content").getAsString(),
                            token.get("special").getAsBoolean()));
                });
        return TokenizerJson.of(vocab, merges, added, true);
    }

    private JsonObject parse(String name) throws IOException {
        return JsonParser.parseString(Files.readString(directory.resolve(name))).getAsJsonObject();
    }

    private static void compare(Tokenizer ours, Path theirFile) throws IOException {
        try (HuggingFaceTokenizer theirs = HuggingFaceTokenizer.newInstance(theirFile)) {
            Property.forAll(CASES, random -> {
                String text = RandomText.next(random);
                assertEquals(
                        Arrays.toString(theirs.encode(text, false, false).getIds()),
                        Arrays.toString(ours.encode(text)),
                        text);
                if (random.nextInt(4) > 0) {
                    return;
                }
                int[] ids = randomIds(random, ours.size());
                long[] wide = Arrays.stream(ids).asLongStream().toArray();
                assertEquals(theirs.decode(wide, true), ours.decode(ids), () -> Arrays.toString(ids));
            });
        }
    }

    /** Random ids are mostly broken UTF-8, which both must repair in the same way. */
    private static int[] randomIds(Random random, int size) {
        int limit = random.nextBoolean() ? 256 : size;
        return random.ints(random.nextInt(12), 0, limit).toArray();
    }
}
