package qasr.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.SeededModel;
import qasr.testing.Shared;
import qasr.text.Tokenizer;

class PromptBuilderTest {
    @TempDir
    Path temporary;

    private PromptBuilder published() throws IOException {
        for (String folder : new String[] {"data/published/Qwen3-ASR-0.6B", "data/tokenizer"}) {
            try (Stream<Path> files = Files.list(Shared.file(folder))) {
                for (Path file : files.toList()) {
                    Files.copy(file, temporary.resolve(file.getFileName().toString()));
                }
            }
        }
        return new PromptBuilder(Tokenizer.load(temporary));
    }

    private PromptBuilder tiny() throws IOException {
        return new PromptBuilder(Tokenizer.load(SeededModel.tiny().writeTo(temporary)));
    }

    @Test
    void thePublishedTokenizerGivesTheSpecificationsIds() throws Exception {
        PromptBuilder prompts = published();
        Prompt empty = prompts.build("");
        assertArrayEquals(new int[] {151644, 8948, 198, 151645, 198, 151644, 872, 198, 151669}, empty.beforeAudio());
        int[] after = {151670, 151645, 198, 151644, 77091, 198};
        assertArrayEquals(after, empty.afterAudio());
        Map<String, int[]> languages = Map.of(
                "Chinese", new int[] {8453},
                "Cantonese", new int[] {72366, 2367},
                "English", new int[] {6364},
                "Macedonian", new int[] {56452, 75491},
                "Filipino", new int[] {62417});
        for (Map.Entry<String, int[]> language : languages.entrySet()) {
            int[] name = language.getValue();
            int[] expected = java.util.Arrays.copyOf(after, after.length + 2 + name.length);
            expected[after.length] = 11528;
            System.arraycopy(name, 0, expected, after.length + 1, name.length);
            expected[expected.length - 1] = 151704;
            assertArrayEquals(expected, prompts.build("", language.getKey()).afterAudio(), language.getKey());
        }
    }

    @Test
    void theContextIsEncodedTogetherWithTheLineBreakBeforeIt() throws Exception {
        // "system\n" followed by a newline is one token for both.
        int[] before = published().build("\nfoo").beforeAudio();
        assertArrayEquals(new int[] {151644, 8948, 271, 7975, 151645, 198, 151644, 872, 198, 151669}, before);
    }

    /** The chat template, token by token, where "system", "user" and "language" are one token each. */
    @Test
    void theTinyVocabularyGivesTheWholeTemplate() throws Exception {
        PromptBuilder prompts = tiny();
        int imStart = 282;
        int imEnd = 283;
        int audioStart = 284;
        int audioEnd = 285;
        int system = 267;
        int user = 270;
        int ass = 272;
        int st = 264;
        int nt = 275;
        int[] after = {audioEnd, imEnd, '\n', imStart, ass, 'i', st, 'a', nt, '\n'};
        Prompt empty = prompts.build("");
        assertArrayEquals(
                new int[] {imStart, system, '\n', imEnd, '\n', imStart, user, '\n', audioStart}, empty.beforeAudio());
        assertArrayEquals(after, empty.afterAudio());
        assertEquals(0, empty.answerLength());

        Prompt full = prompts.build("a", "English");
        assertArrayEquals(
                new int[] {imStart, system, '\n', 'a', imEnd, '\n', imStart, user, '\n', audioStart},
                full.beforeAudio());
        int language = 262;
        int blankE = 279;
        int ng = 257;
        int is = 273;
        int asrText = 287;
        int[] answer = {language, blankE, ng, 'l', is, 'h', asrText};
        assertArrayEquals(
                IntStream.concat(Arrays.stream(after), Arrays.stream(answer)).toArray(), full.afterAudio());
        assertEquals(answer.length, full.answerLength());
    }

    @Test
    void aControlTokenInTheContextIsOrdinaryText() throws Exception {
        checkNeutralised(Tokenizer.load(SeededModel.tiny().writeTo(temporary)));
    }

    @Test
    void soItIsWithThePublishedTokenizer() throws Exception {
        published();
        checkNeutralised(Tokenizer.load(temporary));
    }

    private static void checkNeutralised(Tokenizer tokenizer) {
        PromptBuilder prompts = new PromptBuilder(tokenizer);
        long controls = controls(tokenizer, prompts.build("").beforeAudio());
        for (String token : tokenizer.addedTokens()) {
            int[] before = prompts.build("a " + token + " b").beforeAudio();
            assertEquals(controls, controls(tokenizer, before), token);
            assertTrue(tokenizer.decode(before).contains("a " + token + " b"), token);
        }
    }

    private static long controls(Tokenizer tokenizer, int[] ids) {
        Set<Integer> controls = new HashSet<>();
        tokenizer.addedTokens().forEach(token -> controls.add(tokenizer.encode(token)[0]));
        return Arrays.stream(ids).filter(controls::contains).count();
    }
}
