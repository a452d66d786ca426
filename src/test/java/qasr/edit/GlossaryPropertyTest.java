package qasr.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;
import qasr.transcript.Edit;
import qasr.transcript.Wording;

/**
 * Tests a glossary of 200 Chinese and English terms on real text: the raw text can always be rebuilt from the edits.
 */
final class GlossaryPropertyTest {
    private static final int TERMS = 200;
    private static final String HAN = "谢您的来电请在提示音后留言三百二十张晓明北京上海数据模型系统会议客户";

    @Test
    void theRawTextIsRebuiltFromTheEdits() throws IOException {
        List<String> texts = texts();
        int[] replaced = {0};
        Property.forAll(60, random -> {
            Glossary glossary = new GlossaryFile().read("g.txt", lines(random, texts));
            assertEquals(TERMS, glossary.entries().size());
            Editor editor = new Editor(List.of(
                    new GlossaryStage(glossary),
                    new ChineseNumbers(),
                    new EnglishNumbers(),
                    new ZhScriptStage(ZhScript.HANT_TW),
                    new PunctuationStage()));
            for (String text : texts) {
                Wording edited = editor.edit(Wording.of("", text));
                assertEquals(text, edited.raw());
                assertEquals(text, edited.undone());
                String redone = text;
                for (Edit edit : edited.edits()) {
                    redone = edit.applyTo(redone);
                }
                assertEquals(edited.text(), redone);
                replaced[0] += (int) edited.edits().stream()
                        .filter(edit -> edit.kind().equals("glossary"))
                        .count();
            }
        });
        assertTrue(replaced[0] > 1000, replaced[0] + " replacements");
    }

    /**
     * Returns glossary lines whose raw forms are words and parts of the texts, with random case and spacing, without
     * duplicates.
     */
    private static List<String> lines(Random random, List<String> texts) {
        List<String> lines = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int i = 0; lines.size() < TERMS; i++) {
            String raw = i % 3 == 0 ? han(random) : words(random, texts.get(random.nextInt(texts.size())));
            String key = FoldedText.of(raw).key();
            if (!FoldedText.of(raw).isEmpty() && !keys.contains(key)) {
                keys.add(key);
                lines.add((random.nextBoolean() ? raw : raw.toUpperCase(java.util.Locale.ROOT)) + " -> Term " + i
                        + (i % 2 == 0 ? "" : "号"));
            }
        }
        return lines;
    }

    private static String han(Random random) {
        return IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(i -> String.valueOf(HAN.charAt(random.nextInt(HAN.length()))))
                .collect(Collectors.joining());
    }

    private static String words(Random random, String text) {
        List<String> words = List.of(text.split("[^\\p{L}\\p{M}\\p{Nd}']+", -1));
        int from = random.nextInt(words.size());
        int to = Math.min(words.size(), from + 1 + random.nextInt(3));
        String raw = String.join(random.nextBoolean() ? " " : "-", words.subList(from, to));
        return raw.isBlank()
                ? "word"
                : raw.substring(0, raw.offsetByCodePoints(0, Math.min(20, raw.codePointCount(0, raw.length()))));
    }

    private static List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String folder : List.of("examples", "../shared/data/speech", "../../shared/data/speech")) {
            if (Files.isDirectory(Path.of(folder))) {
                try (Stream<Path> files = Files.list(Path.of(folder))) {
                    for (Path file : files.filter(name -> name.toString().endsWith(".txt"))
                            .sorted()
                            .toList()) {
                        texts.add(Files.readString(file).strip());
                    }
                }
            }
        }
        assertTrue(texts.size() >= 10, texts.size() + " texts");
        return texts;
    }
}
