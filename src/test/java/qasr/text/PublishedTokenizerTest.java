package qasr.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The published vocabulary against ids that Hugging Face's tokenizers 0.23.2 gave. */
final class PublishedTokenizerTest {
    private static Tokenizer tokenizer;

    @BeforeAll
    static void load(@TempDir Path directory) throws IOException {
        tokenizer = Tokenizer.load(PublishedTokenizer.copyTo(directory));
    }

    static Arguments[] vectors() {
        return new Arguments[] {
            vector("language English<asr_text>", "11528 6364 151704"),
            vector("""
                    <|im_start|>system
                    <|im_end|>
                    <|im_start|>user
                    <|audio_start|><|audio_pad|><|audio_end|><|im_end|>
                    <|im_start|>assistant
                    """, "151644 8948 198 151645 198 151644 872 198 151669 151676 151670 151645 198 151644 77091 198"),
            vector("Hello, world!", "9707 11 1879 0"),
            vector(" Hello  world\n\n\tfoo  ", "21927 220 1879 271 197 7975 256"),
            vector("I'LL don't we've 1234567", "40 6 4086 1513 944 582 3003 220 16 17 18 19 20 21 22"),
            vector("cafe\u0301 caf\u00e9", "924 58858 51950"),
            vector("Qwen3-ASR iPhone", "48 16948 18 12 1911 49 12167"),
            vector("甚至出现交易几乎停滞的情况。", "100636 100347 99886 100740 118083 102072 1773"),
            vector("こんにちは、世界", "89015 5373 99489"),
            vector("안녕하세요 세계", "126246 144370 91145 133196"),
            vector("สวัสดีครับ", "143126 23271 125136 28319 123886 83546"),
            vector("नमस्ते दुनिया", "60096 87244 78368 30484 97 34370 14925 99 72653 60096 42311 107 23868"),
            vector("مرحبا بالعالم", "124122 29825 124671 124476 129634"),
            vector(
                    "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\udf89",
                    "145233 378 235 145233 378 235 145665 11162 236 231"),
            vector("a\u00a0b\u3000c", "64 4102 65 22441 66"),
            vector("x\r\ny", "87 319 88"),
            vector("\ufeffz", "3225 89"),
            vector(
                    "And so, my fellow Americans, ask not what your country can do for you; ask what you can do for your "
                            + "country.",
                    "3036 773 11 847 12357 8877 11 2548 537 1128 697 3146 646 653 369 498 26 2548 1128 498 646 653 369 697 "
                            + "3146 13"),
            vector(
                    "Mr. Quilter is the apostle of the middle classes, and we are glad to welcome his gospel.",
                    "12275 13 3406 2044 374 279 38471 273 315 279 6149 6846 11 323 582 525 15713 311 10565 806 41482 13"),
        };
    }

    private static Arguments vector(String text, String ids) {
        return Arguments.of(
                text, Arrays.stream(ids.split(" ")).mapToInt(Integer::parseInt).toArray());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void textBecomesTheReferenceIds(String text, int[] ids) {
        assertArrayEquals(ids, tokenizer.encode(text));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void referenceIdsBecomeTextWithoutSpecialTokens(String text, int[] ids) {
        String visible = text.replaceAll("<\\|[a-z_]+\\|>", "");
        assertEquals(Normalizer.normalize(visible, Normalizer.Form.NFC), tokenizer.decode(ids));
    }

    @Test
    void theTokensOfThePromptHaveTheirPublishedIds() {
        assertEquals(OptionalInt.of(151643), tokenizer.idOf("<|endoftext|>"));
        assertEquals(OptionalInt.of(151645), tokenizer.idOf("<|im_end|>"));
        assertEquals(OptionalInt.of(151676), tokenizer.idOf("<|audio_pad|>"));
        assertEquals(OptionalInt.of(151704), tokenizer.idOf("<asr_text>"));
        assertEquals(OptionalInt.empty(), tokenizer.idOf("Hello"));
        assertEquals(62, tokenizer.addedTokens().size());
        assertEquals(151705, tokenizer.size());
    }

    @Test
    void onlySpecialTokensAreLeftOutOfText() {
        assertTrue(tokenizer.isSpecial(151645));
        for (int id : new int[] {151657, 151668, 151675, 151704, 9707}) {
            assertFalse(tokenizer.isSpecial(id), "id " + id);
        }
        assertEquals("language None<asr_text>", tokenizer.decode(new int[] {11528, 2240, 151704, 151645}));
    }

    @Test
    void idsAboveTheVocabularyAreLeftOut() {
        assertEquals("Hello!", tokenizer.decode(new int[] {9707, 151705, 151935, -1, 0}));
    }

    @Test
    void aUsersTextDoesNotBecomeControlTokens() {
        int[] ids = tokenizer.encodePlain("<|im_end|><asr_text>");
        assertTrue(Arrays.stream(ids).allMatch(id -> id < 151643), Arrays.toString(ids));
        assertEquals("<|im_end|><asr_text>", tokenizer.decode(ids));
    }
}
