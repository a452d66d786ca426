package qasr.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.testing.Property;

final class TokenizerTest {
    private static final SmallVocabulary SMALL = new SmallVocabulary();

    @TempDir
    private Path directory;

    private Tokenizer tokenizer;

    @BeforeEach
    void load() throws IOException {
        tokenizer = Tokenizer.load(SMALL.writeThreeFiles(directory));
    }

    @Test
    void aSmallVocabularyHasItsOwnIds() {
        assertTrue(SMALL.merges.size() > 500, SMALL.merges.size() + " merges");
        assertEquals(OptionalInt.of(SMALL.vocab.size() + 2), tokenizer.idOf("<|im_end|>"));
        assertEquals(SMALL.vocab.size() + 16, tokenizer.size());
        assertEquals(16, tokenizer.addedTokens().size());
    }

    @Test
    void mergesMakeFrequentWordsShort() {
        assertTrue(tokenizer.encode(" message").length < 4, Arrays.toString(tokenizer.encode(" message")));
    }

    @Test
    void theLongestAddedTokenWinsWhereTwoBeginAlike() {
        int joined = tokenizer.idOf("<|im_end|><asr_text>").orElseThrow();
        int end = tokenizer.idOf("<|im_end|>").orElseThrow();
        assertArrayEquals(new int[] {joined, end}, tokenizer.encode("<|im_end|><asr_text><|im_end|>"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theOneFileLayoutGivesTheSameIds(boolean mergesAsPairs) throws IOException {
        Tokenizer other = Tokenizer.load(SMALL.writeOneFile(directory.resolve("one"), mergesAsPairs));
        Property.forAll(500, random -> {
            String text = RandomText.next(random);
            assertArrayEquals(tokenizer.encode(text), other.encode(text), text);
        });
    }

    @Test
    void decodingWhatWasEncodedGivesTheComposedText() {
        Property.forAll(2000, random -> {
            String text = RandomText.next(random);
            assertEquals(
                    Normalizer.normalize(text, Normalizer.Form.NFC), tokenizer.decode(tokenizer.encodePlain(text)));
        });
    }

    @Test
    void textStreamedTokenByTokenIsTheTextDecodedAtOnce() {
        Property.forAll(2000, random -> {
            int[] ids = random.nextBoolean()
                    ? tokenizer.encode(RandomText.next(random))
                    : random.ints(random.nextInt(20), 0, tokenizer.size()).toArray();
            TextStream stream = tokenizer.stream();
            StringBuilder text = new StringBuilder();
            for (int id : ids) {
                text.append(stream.add(id));
            }
            assertEquals(tokenizer.decode(ids), text.append(stream.finish()).toString());
        });
    }

    @Test
    void aCharacterIsHandedOutOnlyWhenWhole() {
        TextStream stream = tokenizer.stream();
        int[] bytes = {0xf0, 0x9f, 0x98, 0x80};
        assertEquals("", stream.add(bytes[0]));
        assertEquals("", stream.add(bytes[1]));
        assertEquals("", stream.add(bytes[2]));
        assertEquals("\ud83d\ude00", stream.add(bytes[3]));
        assertEquals("", stream.add(bytes[0]));
        assertEquals("\ufffd", stream.finish());
        assertEquals("a", stream.add('a'));
    }

    @Test
    void aLongWordDoesNotTakeQuadraticTime() {
        String word = "message".repeat(40_000);
        assertEquals(word, tokenizer.decode(tokenizer.encode(word)));
        MergeTable table = new MergeTable(3);
        table.add(0, 1, 2);
        table.add(2, 2, 3);
        table.add(3, 3, 4);
        int[] tokens = new int[40_000];
        for (int i = 1; i < tokens.length; i += 2) {
            tokens[i] = 1;
        }
        MergeTable.Merging merging = table.merging(tokens);
        assertEquals(tokens.length / 8, merging.run());
        assertTrue(merging.considered() >= tokens.length / 2, "what counts: " + merging.considered());
        assertTrue(merging.considered() <= 3 * tokens.length, "candidates looked at: " + merging.considered());
    }

    @Test
    void aMergeOfNumberSignsIsNotAComment() throws IOException {
        String vocab = Files.readString(directory.resolve("vocab.json"));
        Files.writeString(directory.resolve("vocab.json"), vocab.replaceFirst("\\{", "{\"##\":5000,"));
        Files.writeString(directory.resolve("merges.txt"), "#version: 0.2\n# #\n");
        assertArrayEquals(new int[] {5000}, Tokenizer.load(directory).encode("##"));
    }

    @ParameterizedTest
    @CsvSource({"vocab.json, vocab.json", "merges.txt, merges.txt", "tokenizer_config.json, tokenizer_config.json"})
    void aMissingFileIsNamed(String deleted, String named) throws IOException {
        Files.delete(directory.resolve(deleted));
        String message = messageOfLoading();
        assertTrue(message.startsWith(directory + ": missing " + named + "; "), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vocab.json            | {\"a\": 1, \"a\": 2}              | 'a' is listed twice",
                "vocab.json            | {\"a\": -1}                       | id -1 of 'a' is not in 0 to 4194304",
                "vocab.json            | {\"a\": 1                         | cannot be read: ",
                "vocab.json            | [1, 2]                            | cannot be read: ",
                "vocab.json            | {\"a\": \"b\"}                    | cannot be read: ",
                "vocab.json            | {} {}                             | cannot be read: ",
                "vocab.json            | {\"a\": 1}                        | no piece 'Ā' for the byte 0x00",
                "merges.txt            | zzz                               | merge 1 is 'zzz', not two pieces",
                "merges.txt            | q z                               | merge 1 is 'q z', but the vocabulary has no 'qz'",
                "tokenizer_config.json | {\"added_tokens_decoder\": {\"x\": {}}} | cannot be read: ",
                "tokenizer_config.json | {\"added_tokens_decoder\": {\"900\": {}}} | added token 900 is empty",
                "tokenizer_config.json | {\"added_tokens_decoder\": {\"65\": {\"content\": \"<x>\"}}} | the id 65",
            })
    void aDamagedFileIsNamedWithWhatIsWrong(String name, String content, String expected) throws IOException {
        Files.writeString(directory.resolve(name), content);
        String message = messageOfLoading();
        assertTrue(message.startsWith(directory.toString()), message);
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count(), message);
        assertFalse(message.endsWith(": ") || message.endsWith("Exception"), message);
    }

    @Test
    void aTruncatedOneFileLayoutIsNamed() throws IOException {
        Path one = SMALL.writeOneFile(directory.resolve("one"), true).resolve("tokenizer.json");
        String whole = Files.readString(one);
        Files.writeString(one, whole.substring(0, whole.length() / 2));
        String message = assertThrows(VocabularyException.class, () -> Tokenizer.load(one.getParent()))
                .getMessage();
        assertTrue(message.startsWith(one + ": cannot be read: "), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\": {\"type\": \"WordPiece\"}} | model type is 'WordPiece', not BPE",
                "{\"version\": \"1.0\"}                    | has no \"model\"",
                "{\"model\": {\"merges\": [\"ab\"]}}       | merge 1 is 'ab', not two pieces",
                "{\"model\": {\"merges\": [\"a b\", \" b\"]}} | merge 2 is ' b', not two pieces",
                "{\"model\": {\"merges\": [\"a b\", \"a b\", \"a \"]}} | merge 3 is 'a ', not two pieces",
                "{\"model\": {\"merges\": [\"a b c\"]}}    | merge 1 is 'a b c', not two pieces",
                "{\"added_tokens\": [{\"content\": \"x\"}]} | id -1 of 'x' is not in 0 to 4194304",
                "{\"model\": {\"vocab\": {\"a\": 4194305}}} | id 4194305 of 'a' is not in 0 to 4194304",
                "{\"model\": {\"vocab\": {\"a\": 4194304}}} | the vocabulary has no piece",
                "{\"model\": {}} x                        | cannot be read: ",
                "{\"model\": {}                           | cannot be read: ",
            })
    void aDamagedOneFileLayoutSaysWhatIsWrong(String content, String expected) throws IOException {
        Path one = Files.createDirectories(directory.resolve("one"));
        Files.writeString(one.resolve("tokenizer.json"), content);
        String message = assertThrows(VocabularyException.class, () -> Tokenizer.load(one))
                .getMessage();
        assertTrue(message.startsWith(one.toString()) && message.contains(expected), message);
    }

    @Test
    void aFileThatIsNotUtf8IsNamed() throws IOException {
        Files.write(directory.resolve("merges.txt"), new byte[] {'a', ' ', (byte) 0xff});
        assertEquals(directory.resolve("merges.txt") + ": not UTF-8 text", messageOfLoading());
    }

    @Test
    void whatIsMissingIsNamedWhereNothingIsThere() throws IOException {
        Files.delete(directory.resolve("vocab.json"));
        Files.delete(directory.resolve("merges.txt"));
        assertTrue(messageOfLoading().startsWith(directory + ": missing vocab.json and merges.txt; "));
    }

    @Test
    void aPairThatIsListedTwiceHasTheRankOfItsLastMention() throws IOException {
        String vocab = Files.readString(directory.resolve("vocab.json"));
        Files.writeString(directory.resolve("vocab.json"), vocab.replaceFirst("\\{", "{\"zq\":5000,\"qx\":5001,"));
        Files.writeString(directory.resolve("merges.txt"), "z q\nq x\n");
        assertArrayEquals(new int[] {5000, 'x'}, Tokenizer.load(directory).encode("zqx"));
        Files.writeString(directory.resolve("merges.txt"), "z q\nq x\nz q\n");
        assertArrayEquals(new int[] {'z', 5001}, Tokenizer.load(directory).encode("zqx"));
    }

    @Test
    void anAddedTokenIsFoundAndIsSpecialOnlyIfItsFileSaysSo() {
        assertEquals(OptionalInt.empty(), tokenizer.idOf("message"));
        int end = tokenizer.idOf("<|im_end|>").orElseThrow();
        int tag = tokenizer.idOf("<asr_text>").orElseThrow();
        assertTrue(tokenizer.isSpecial(end));
        assertFalse(tokenizer.isSpecial(tag) || tokenizer.isSpecial('a'));
        assertEquals("a<asr_text>b", tokenizer.decode(new int[] {'a', tag, end, 'b'}));
    }

    @Test
    void textAroundAnAddedTokenIsEncodedAndTheTokenInPlainTextIsSpelledOut() {
        int end = tokenizer.idOf("<|im_end|>").orElseThrow();
        assertArrayEquals(new int[] {'q', end, 'z'}, tokenizer.encode("q<|im_end|>z"));
        assertArrayEquals(new int[] {end, end}, tokenizer.encode("<|im_end|><|im_end|>"));
        assertFalse(Arrays.stream(tokenizer.encodePlain("q<|im_end|>z")).anyMatch(id -> id == end));
        assertEquals("q<|im_end|>z", tokenizer.decode(tokenizer.encodePlain("q<|im_end|>z")));
    }

    @Test
    void wordsDigitsMarksAndBlanksAreEncodedApart() throws IOException {
        // Without merges every byte is a token; with the merge of two neighbours it shows whether they are in one word.
        String vocab = Files.readString(directory.resolve("vocab.json"));
        Map<String, Boolean> together = Map.of(
                "a b", true, "1 2", false, "Ġ a", true, "a .", false, ". .", true, "Ġ .", true, "Ġ 1", false, "' s",
                true, ". a", true, "Ċ a", false);
        for (Map.Entry<String, Boolean> merge : together.entrySet()) {
            String piece = merge.getKey().replace(" ", "");
            Files.writeString(
                    directory.resolve("vocab.json"),
                    vocab.contains("\"" + piece + "\":")
                            ? vocab
                            : vocab.replaceFirst("\\{", "{\"" + piece + "\":5000,"));
            Files.writeString(directory.resolve("merges.txt"), merge.getKey() + "\n");
            String text = piece.replace('Ġ', ' ').replace('Ċ', '\n');
            assertEquals(merge.getValue() ? 1 : 2, Tokenizer.load(directory).encode(text).length, piece);
        }
    }

    private String messageOfLoading() {
        return assertThrows(VocabularyException.class, () -> Tokenizer.load(directory))
                .getMessage();
    }
}
